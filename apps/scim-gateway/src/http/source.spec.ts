import { Admissions, LIMITS, NotAdmitted } from '../scim/auth/admissions';
import { bareAddress, sourceOf } from './source';
import { SourceLimits } from './source-limits';

describe('what an address is counted as', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7:51234', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['1::2', '1:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
    ['unknown', 'none'],
    ['', 'none'],
    ['1.2.3', 'none'],
    ['x'.repeat(16_000), 'none'],
    ['1::2::3', 'none'],
  ])('%s is %s', (address, source) => expect(sourceOf(address)).toBe(source));

  it.each([
    ['192.0.2.7:51234', '192.0.2.7'],
    ['[::ffff:192.0.2.7]:443', '192.0.2.7'],
    ['[2001:DB8::9]:443', '2001:DB8::9'],
    ['fe80::1%eth0', 'fe80::1'],
    ['unknown', undefined],
    ['x'.repeat(16_000), undefined],
  ])('%s is the address %s', (address, bare) => expect(bareAddress(address)).toBe(bare));

  it('is what every limit of a source counts by', () => {
    const limits = new SourceLimits(1, () => 0);
    expect(limits.take('2001:db8:1:2::1')).toBe(true);
    expect(limits.take('2001:db8:1:2::2')).toBe(false);
    expect(limits.take('2001:db8:1:3::2')).toBe(true);
    limits.giveBack('2001:db8:1:2:ffff::');
    expect(limits.take('2001:db8:1:2::3')).toBe(true);
    expect([limits.take('::ffff:192.0.2.7'), limits.take('192.0.2.7')]).toEqual([true, false]);
  });
});

describe('a source that tries unknown tokens', () => {
  const admitted = (tokenId: string) => ({
    outcome: 'admitted' as const,
    tenantId: 't',
    tokenId,
    label: '',
    remainingMs: 1e9,
  });
  const unknown = { outcome: 'refused' as const, reason: 'unknown' as const };

  /** A gateway whose token service knows the tokens `rc_good<n>_x`, and a clock that the test turns. */
  const scene = (most = 5) => {
    let now = 0;
    const checks: string[] = [];
    const looked: string[][] = [];
    const isGood = (token: string): boolean => /^rc_good\d+_x$/.test(token);
    const admissions = new Admissions(
      (token) => {
        checks.push(token);
        return Promise.resolve(isGood(token) ? admitted(token.split('_')[1] as string) : unknown);
      },
      () => now,
      LIMITS,
      {
        sources: new SourceLimits(most, () => now),
        existing: (ids) => {
          looked.push([...ids]);
          return Promise.resolve(ids.filter((id) => id.startsWith('good')));
        },
      },
    );
    const get = (token: string, from = 'here'): Promise<string> =>
      admissions.admit(token, from).then(
        () => 'admitted',
        (error: unknown) =>
          error instanceof NotAdmitted ? `${error.status} ${error.reason}` : String(error),
      );
    return {
      checks,
      looked,
      get,
      flood: (count: number, prefix = 'bad') =>
        Promise.all(Array.from({ length: count }, (_, i) => get(`rc_${prefix}${i}_x`))),
      pass: (ms: number) => {
        now += ms;
      },
    };
  };

  it('never keeps out a token that this gateway has not seen yet: after a rollout that is each one', async () => {
    const { flood, get } = scene();
    expect((await flood(50)).filter((one) => one === '429 too-many')).toHaveLength(45);
    expect(await Promise.all([get('rc_good1_x'), get('rc_good2_x')])).toEqual([
      'admitted',
      'admitted',
    ]);
  });

  it('never keeps out a token that was admitted within the last day', async () => {
    const { flood, get, pass, looked } = scene();
    expect(await get('rc_good1_x')).toBe('admitted');
    pass(23 * 3_600_000);
    await flood(50);
    const before = looked.length;
    expect(await get('rc_good1_x')).toBe('admitted');
    expect(looked).toHaveLength(before);
  });

  it('costs the token service a few questions about many ids, and none about each', async () => {
    const { flood, checks, looked } = scene();
    await flood(900);
    expect(checks).toHaveLength(5);
    expect(looked.length).toBeLessThanOrEqual(2);
    expect(looked.flat()).toHaveLength(895);
  });

  it('is also stopped with the id of a real token, and no other address is', async () => {
    const { flood, get, checks } = scene();
    await flood(50);
    const before = checks.length;
    const guesses = Array.from({ length: 30 }, (_, i) => get(`rc_good7_${i}`));
    const answers = await Promise.all(guesses);
    expect(answers.filter((one) => one === '429 too-many')).toHaveLength(25);
    expect(checks.length - before).toBe(5);
    expect(await get('rc_good7_x', '192.0.2.9')).toBe('admitted');
  });
});

describe('a token that was refused before', () => {
  const revoked = { outcome: 'refused' as const, reason: 'revoked' as const };
  const scene = () => {
    let now = 0;
    let answer: object = { ...revoked, tenantId: 't', tokenId: 'k' };
    let checks = 0;
    const admissions = new Admissions(
      () => {
        checks += 1;
        return Promise.resolve(answer as never);
      },
      () => now,
      { ...LIMITS, mostRefused: 20 },
    );
    const get = (): Promise<string> =>
      admissions.admit('rc_k_x', 'here').then(
        () => 'admitted',
        (error: NotAdmitted) => `${error.status} ${error.reason} ${error.tenantId ?? ''}`,
      );
    return {
      get,
      checks: () => checks,
      pass: (ms: number) => {
        now += ms;
      },
      becomes: (other: object) => {
        answer = other;
      },
    };
  };

  it('in a loop gets 429 above a generous rate, still attributed to its tenant', async () => {
    const { get, checks, pass } = scene();
    const answers: string[] = [];
    for (let i = 0; i < 500; i += 1) {
      answers.push(await get());
      pass(10);
    }
    const refused = answers.filter((one) => one === '401 revoked t').length;
    expect(refused).toBeGreaterThanOrEqual(50);
    expect(refused).toBeLessThanOrEqual(140);
    expect(answers.filter((one) => one === '429 revoked t')).toHaveLength(500 - refused);
    expect(checks()).toBeLessThanOrEqual(7);
  });

  it('is let in as soon as it is live: no 429 outlives the second of a refusal', async () => {
    const { get, pass, becomes } = scene();
    for (let i = 0; i < 200; i += 1) await get();
    becomes({ outcome: 'admitted', tenantId: 't', tokenId: 'k', label: '', remainingMs: 1e9 });
    expect(await get()).toBe('429 revoked t');
    pass(LIMITS.freshMs);
    expect(await get()).toBe('admitted');
  });
});
