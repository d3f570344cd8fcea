import type { TenantId } from '@rollcall/contracts';
import { Shares } from './tenant-load';

const [heavy, other, third] = ['heavy', 'other', 'third'] as TenantId[] as [
  TenantId,
  TenantId,
  TenantId,
];

const counting = () => {
  let now = 0;
  const shares = new Shares(() => now);
  const ask = (tenantId: TenantId, times: number): void => {
    for (let i = 0; i < times; i += 1) shares.count(tenantId);
  };
  return { shares, ask, pass: (ms: number) => (now += ms) };
};

describe('the shares of the tenants', () => {
  it('prevails who asks much, and more than all others together', () => {
    const { shares, ask } = counting();
    ask(heavy, 100);
    ask(other, 60);
    ask(third, 30);
    expect(shares.prevails(heavy)).toBe(true);
    expect(shares.prevails(other)).toBe(false);
    ask(third, 10);
    expect(shares.prevails(heavy)).toBe(false);
  });

  it('does not prevail who is alone', () => {
    const { shares, ask } = counting();
    ask(heavy, 10_000);
    expect(shares.prevails(heavy)).toBe(false);
  });

  it('does not prevail who asks no more than each tenant may', () => {
    const { shares, ask } = counting();
    ask(heavy, 25);
    ask(other, 1);
    expect(shares.prevails(heavy)).toBe(false);
    ask(heavy, 1);
    expect(shares.prevails(heavy)).toBe(true);
  });

  it('looks back half a second at most', () => {
    const { shares, ask, pass } = counting();
    ask(heavy, 100);
    ask(other, 1);
    pass(375);
    expect(shares.prevails(heavy)).toBe(true);
    pass(150);
    expect(shares.prevails(heavy)).toBe(false);
  });

  it('remembers for five seconds that there is another', () => {
    const { shares, ask, pass } = counting();
    ask(other, 1);
    pass(4_900);
    ask(heavy, 100);
    expect(shares.prevails(heavy)).toBe(true);
    pass(100);
    ask(heavy, 100);
    expect(shares.prevails(heavy)).toBe(false);
    ask(third, 1);
    ask(other, 1);
    expect(shares.prevails(heavy)).toBe(true);
  });

  it('forgets everything in a silence', () => {
    const { shares, ask, pass } = counting();
    ask(heavy, 100);
    ask(other, 1);
    pass(500);
    expect(shares.prevails(heavy)).toBe(false);
  });
});
