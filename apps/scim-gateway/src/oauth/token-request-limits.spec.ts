import { GatewayConfig } from '../config/gateway-config';
import { TokenRequestLimits } from './token-request-limits';

const granted = () =>
  Promise.resolve({ outcome: 'granted', accessToken: 'a', expiresInSeconds: 1 } as const);
const refused = () => Promise.resolve({ outcome: 'refused', reason: 'unknown' } as const);
const away = () => Promise.reject(new Error('away'));

describe('the limits of token requests', () => {
  let limits: TokenRequestLimits;
  const outcomes = async (
    count: number,
    clientId: string,
    source: string,
    grant: () => ReturnType<TokenRequestLimits['within']> = granted,
  ) => {
    const found: string[] = [];
    for (let i = 0; i < count; i += 1)
      found.push(
        await limits.within(clientId, source, grant).then(
          ({ outcome }) => outcome,
          (error: Error) => error.message,
        ),
      );
    return found.filter((one) => /Too many/.test(one)).length;
  };

  beforeEach(() => {
    jest.spyOn(performance, 'now').mockReturnValue(5_000);
    limits = new TokenRequestLimits(
      Object.assign(new GatewayConfig(), { UNKNOWN_TOKENS_LIMIT: 20 }),
    );
  });
  afterEach(() => jest.restoreAllMocks());

  it('refuse a source after its wrong secrets, and no other source', async () => {
    expect(await outcomes(30, 'c', '192.0.2.1', refused)).toBe(10);
    expect(await outcomes(5, 'c', '192.0.2.1')).toBe(5);
    expect(await outcomes(5, 'c', '192.0.2.2')).toBe(0);
  });

  it('count wrong secrets for no client: many sources cannot keep one out', async () => {
    for (let i = 0; i < 10; i += 1)
      expect(await outcomes(20, 'c', `198.51.100.${i}`, refused)).toBe(0);
    expect(await outcomes(25, 'c', '192.0.2.1')).toBe(0);
    expect(await outcomes(5, 'c', '192.0.2.1')).toBe(5);
    expect(await outcomes(5, 'other', '192.0.2.1')).toBe(0);
  });

  it('count no fault of ours', async () => {
    expect(await outcomes(100, 'c', '192.0.2.1', away)).toBe(0);
    expect(await outcomes(25, 'c', '192.0.2.1')).toBe(0);
  });
});
