import { tenantId } from '@rollcall/contracts';
import type { ProblemError } from '@rollcall/platform';
import type { AdminCaller } from './admin-caller';
import { AdminLimits } from './admin-limits';

const acme = tenantId('acme');
const session = (id: string, of: typeof acme | null = acme): AdminCaller =>
  ({
    role: 'viewer',
    tenantId: of,
    actor: `link:${id}`,
    session: { id },
  }) as unknown as AdminCaller;
const key = (actor: string): AdminCaller => ({ role: 'operator', tenantId: null, actor });

describe('the limits of the admin API', () => {
  let now = 0;
  const refused: string[] = [];
  const limits = () =>
    new AdminLimits(
      { ADMIN_SESSION_LIMIT: 60, ADMIN_TENANT_LIMIT: 100, ADMIN_OPERATOR_LIMIT: 300 },
      { limited: (limit) => refused.push(limit) },
      () => now,
    );
  beforeEach(() => {
    now = 1_000_000;
    refused.length = 0;
  });
  /** How many of `count` requests at this moment pass, and what the others are answered. */
  const tried = (all: AdminLimits, caller: AdminCaller, count: number) => {
    const problems: ProblemError[] = [];
    for (let i = 0; i < count; i += 1)
      try {
        all.take(caller);
      } catch (error) {
        problems.push(error as ProblemError);
      }
    return { passed: count - problems.length, problems };
  };

  it('let a minute’s worth of one session through at once, and then answer when to retry', () => {
    const all = limits();
    const { passed, problems } = tried(all, session('one'), 200);
    expect(passed).toBe(60);
    expect(problems[0]).toMatchObject({ status: 429, code: 'rate-limited', retryAfterSeconds: 1 });
    expect(refused).toEqual(Array(140).fill('session'));
    now += 10_000;
    expect(tried(all, session('one'), 200).passed).toBe(10);
  });

  it('are shared by the sessions of one tenant and no other', () => {
    const all = limits();
    const passed = ['a', 'b', 'c'].map((id) => tried(all, session(id), 60).passed);
    expect(passed).toEqual([60, 40, 0]);
    expect(new Set(refused)).toEqual(new Set(['tenant-sessions']));
    expect(tried(all, session('d', tenantId('other')), 60).passed).toBe(60);
    expect(tried(all, session('e', null), 60).passed).toBe(60);
  });

  it('count each operator key by its name', () => {
    const all = limits();
    expect(tried(all, key('operator:ci'), 400).passed).toBe(300);
    expect(tried(all, key('operator:ann'), 400).passed).toBe(300);
    expect(tried(all, session('one'), 60).passed).toBe(60);
  });

  it('keep a bounded number of sessions, and first drop those that owe nothing', () => {
    const all = limits();
    for (let i = 0; i < 10_000; i += 1) all.take(session(`s${i}`, null));
    expect(tried(all, session('late', null), 200).passed).toBe(60);
    expect(tried(all, session('later', null), 200).passed).toBe(0);
    now += 60_000;
    expect(tried(all, session('later', null), 200).passed).toBe(60);
  });
});
