import type { ReadEvent } from '@rollcall/contracts';
import { TenantLogins } from './tenant-logins';

const histories = (...facts: readonly object[]): TenantLogins => {
  const tenant = new TenantLogins();
  facts.forEach((fact, i) => tenant.take({ position: i + 1, epoch: 'e', ...fact } as ReadEvent));
  return tenant;
};
const user = (type: string, userId: string, login: string, active?: boolean): object => ({
  type,
  data: { userId, login, attributes: active === undefined ? {} : { active } },
});

describe('who may log in at a tenant', () => {
  it('is found by the userName in any case and form', () => {
    const tenant = histories(user('UserProvisioned', 'u1', 'rené@acme.test', true));
    for (const name of ['RENÉ@acme.test', 'Rene\u0301@ACME.test'])
      expect(tenant.find(name)).toMatchObject({ userId: 'u1', active: true });
    expect(tenant.find('rene@acme.test')).toBeUndefined();
  });

  it('is on without `active`, and off with false', () => {
    const tenant = histories(
      user('UserProvisioned', 'u1', 'a'),
      user('UserProvisioned', 'u2', 'b', false),
    );
    expect([tenant.find('a')?.active, tenant.find('b')?.active]).toEqual([true, false]);
  });

  it('follows a rename; the former name is free, for somebody else, too', () => {
    const tenant = histories(
      user('UserProvisioned', 'u1', 'a'),
      user('UserProfileChanged', 'u1', 'b'),
      user('UserProvisioned', 'u2', 'a'),
      user('UserDeprovisioned', 'u1', 'b'),
    );
    expect(tenant.find('a')?.userId).toBe('u2');
    expect(tenant.find('b')).toBeUndefined();
    expect(tenant).toMatchObject({ size: 1, position: 4 });
  });
});
