import { tenantId } from '@rollcall/contracts';
import { Searches } from './searches';

const [acme, other] = [tenantId('acme'), tenantId('other')];

describe('searches of the console', () => {
  it('run two at once for a tenant; a third waits, and another tenant’s does not', async () => {
    let refused = 0;
    const searches = new Searches({ limited: () => (refused += 1) });
    const ends: (() => void)[] = [];
    const slow = () => new Promise<string>((resolve) => ends.push(() => resolve('found')));
    const running = [searches.run(acme, slow), searches.run(acme, slow), searches.run(other, slow)];
    await expect(searches.run(acme, slow)).rejects.toMatchObject({
      status: 429,
      retryAfterSeconds: 1,
      code: 'too-many-searches',
    });
    expect([ends.length, refused]).toEqual([3, 1]);
    for (const end of ends) end();
    expect(await Promise.all(running)).toEqual(['found', 'found', 'found']);
    expect(await searches.run(acme, () => Promise.resolve('again'))).toBe('again');
  });

  it('free their place when they fail', async () => {
    const searches = new Searches({ limited: () => undefined });
    for (let i = 0; i < 5; i += 1)
      await expect(searches.run(acme, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
