import type { TenantId } from '@rollcall/contracts';
import { ScimError } from '@rollcall/protocol';
import { Admissions, LIMITS, type NotAdmitted } from './admissions';
import { FLOOR, RateLimits } from './rate-limits';
import { SourceLimits } from '../../http/source-limits';

const [one, other] = ['one', 'other'] as TenantId[] as [TenantId, TenantId];

/** How many of `count` requests pass at this moment. */
const passing = (limits: RateLimits, tenantId: TenantId, limit: number | null, count: number) => {
  let passed = 0;
  for (let i = 0; i < count; i++) {
    try {
      limits.take(tenantId, limit);
      passed += 1;
    } catch (error) {
      expect(error).toBeInstanceOf(ScimError);
      expect(error).toMatchObject({ status: 429 });
    }
  }
  return passed;
};

describe('the rate limit of a tenant', () => {
  let now = 0;
  const limits = (otherwise = 100) => new RateLimits(otherwise, () => now);
  beforeEach(() => {
    now = 1_000;
  });

  it('lets a second’s worth through at once, and no more', () => {
    expect(passing(limits(), one, 40, 200)).toBe(40);
  });

  it('is 25 at least, whatever is set', () => {
    expect(FLOOR).toBe(25);
    expect(passing(limits(), one, 1, 200)).toBe(25);
    expect(passing(limits(25), one, null, 200)).toBe(25);
  });

  it('is the gateway’s for a tenant without one of its own', () =>
    expect(passing(limits(60), one, null, 200)).toBe(60));

  it('admits 25 in each second, at whatever pace they come', () => {
    const all = limits();
    passing(all, one, 25, 25);
    let passed = 0;
    for (let i = 0; i < 1_000; i++) {
      now += 10;
      passed += passing(all, one, 25, 1);
    }
    expect(passed).toBe(250);
  });

  it('never refuses a caller that keeps to it', () => {
    const all = limits();
    for (let i = 0; i < 1_000; i++) {
      now += 40;
      expect(passing(all, one, 25, 1)).toBe(1);
    }
  });

  it('costs nothing when it refuses, and no other tenant', () => {
    const all = limits();
    passing(all, one, 25, 1_000);
    expect(passing(all, other, 25, 30)).toBe(25);
    now += 1_000;
    expect(passing(all, one, 25, 30)).toBe(25);
  });

  it('counts each operation of a bulk request', () => {
    const all = limits();
    expect(passing(all, one, 100, 1)).toBe(1);
    all.take(one, 100, 299);
    now += 1_900;
    expect(passing(all, one, 100, 1)).toBe(0);
    now += 200;
    expect(passing(all, one, 100, 1)).toBe(1);
  });

  it('lets one of many bulk requests at once through, and counts nothing for the others', () => {
    const all = limits();
    const sent = Array.from({ length: 20 }, () => passing(all, one, 100, 1));
    expect(sent.filter(Boolean)).toHaveLength(20);
    const run = Array.from({ length: 20 }, () => {
      try {
        all.take(one, 100, 999);
        return 'runs';
      } catch (error) {
        return (error as ScimError).retryAfterSeconds;
      }
    });
    expect(run).toEqual(['runs', ...Array.from({ length: 19 }, () => 10)]);
  });

  it('says when to ask again, not before', () => {
    const all = limits();
    expect(passing(all, one, 25, 1)).toBe(1);
    all.take(one, 25, 99);
    const refused = (): unknown => {
      try {
        return all.take(one, 25);
      } catch (error) {
        return error;
      }
    };
    expect(refused()).toMatchObject({ status: 429, retryAfterSeconds: 4 });
    now += 2_500;
    expect(refused()).toMatchObject({ retryAfterSeconds: 1 });
    now += 1_000;
    expect(refused()).toBeUndefined();
  });

  it('is soon over when the limit is raised', () => {
    const all = limits();
    passing(all, one, 25, 100);
    now += 20;
    expect(passing(all, one, 1_000, 100)).toBeGreaterThan(10);
  });
});

const [A, B] = ['192.0.2.1', '192.0.2.2'] as const;

describe('the limit of a source', () => {
  let now = 0;
  const sources = (most = 3) => new SourceLimits(most, () => now);
  const taken = (limits: SourceLimits, source: string, count: number) =>
    Array.from({ length: count }, () => limits.take(source)).filter(Boolean).length;

  it('is so many in a second for each address', () => {
    const limits = sources();
    expect([taken(limits, A, 9), taken(limits, B, 9)]).toEqual([3, 3]);
    now += 1_000;
    expect(taken(limits, A, 9)).toBe(3);
  });

  it('does not count what was good', () => {
    const limits = sources();
    for (let i = 0; i < 9; i++) {
      expect(limits.take(A)).toBe(true);
      limits.giveBack(A);
    }
  });

  it('keeps a bounded number of addresses', () => {
    const limits = sources(1);
    for (let i = 0; i < 10_000; i++) limits.take(`10.0.${i >> 8}.${i & 255}`);
    expect(taken(limits, A, 1) + taken(limits, B, 1)).toBe(1);
  });

  it('keeps guesses from the token service, and admits known callers', async () => {
    const checks: string[] = [];
    const known = { outcome: 'admitted', tenantId: 't', tokenId: 'k', label: '', remainingMs: 1e6 };
    const admissions = new Admissions(
      (token) => {
        checks.push(token);
        return Promise.resolve(
          token === 'rc_k_good' ? (known as never) : { outcome: 'refused', reason: 'unknown' },
        );
      },
      () => now,
      { ...LIMITS, mostRemembered: 100 },
      { sources: sources(5) },
    );
    await admissions.admit('rc_k_good', 'here');
    const reasons = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        admissions
          .admit(`rc_x_bad${i}`, 'here')
          .catch((error: unknown) => (error as NotAdmitted).reason),
      ),
    );
    expect(reasons.filter((reason) => reason === 'too-many')).toHaveLength(45);
    expect(checks).toHaveLength(6);
    now += 955;
    await expect(admissions.admit('rc_k_good', 'here')).resolves.toMatchObject({ tenantId: 't' });
  });
});
