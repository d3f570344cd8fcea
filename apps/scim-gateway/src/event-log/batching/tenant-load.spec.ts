import type { TenantId } from '@rollcall/contracts';
import { TenantLoad } from './tenant-load';

const [heavy, other, third] = ['heavy', 'other', 'third'] as TenantId[] as [
  TenantId,
  TenantId,
  TenantId,
];

const counting = () => {
  let now = 0;
  const load = new TenantLoad(() => now);
  const ask = (tenantId: TenantId, times: number): void => {
    for (let i = 0; i < times; i += 1) load.count(tenantId);
  };
  return { load, ask, pass: (ms: number) => (now += ms) };
};

describe('the load of the tenants', () => {
  it('is dominated by a tenant that sends much, and more than all others together', () => {
    const { load, ask } = counting();
    ask(heavy, 100);
    ask(other, 60);
    ask(third, 30);
    expect(load.dominates(heavy)).toBe(true);
    expect(load.dominates(other)).toBe(false);
    ask(third, 10);
    expect(load.dominates(heavy)).toBe(false);
  });

  it('is not dominated by a tenant alone', () => {
    const { load, ask } = counting();
    ask(heavy, 10_000);
    expect(load.dominates(heavy)).toBe(false);
  });

  it('is not dominated by a tenant that sends no more than each may', () => {
    const { load, ask } = counting();
    ask(heavy, 25);
    ask(other, 1);
    expect(load.dominates(heavy)).toBe(false);
    ask(heavy, 1);
    expect(load.dominates(heavy)).toBe(true);
  });

  it('looks back half a second at most', () => {
    const { load, ask, pass } = counting();
    ask(heavy, 100);
    ask(other, 1);
    pass(375);
    expect(load.dominates(heavy)).toBe(true);
    pass(150);
    expect(load.dominates(heavy)).toBe(false);
  });

  it('remembers another tenant for five seconds', () => {
    const { load, ask, pass } = counting();
    ask(other, 1);
    pass(4_900);
    ask(heavy, 100);
    expect(load.dominates(heavy)).toBe(true);
    pass(100);
    ask(heavy, 100);
    expect(load.dominates(heavy)).toBe(false);
    ask(third, 1);
    ask(other, 1);
    expect(load.dominates(heavy)).toBe(true);
  });

  it('forgets everything in a silence', () => {
    const { load, ask, pass } = counting();
    ask(heavy, 100);
    ask(other, 1);
    pass(500);
    expect(load.dominates(heavy)).toBe(false);
  });
});
