import type { Session } from '../api/views';
import { placeFor } from './place';

const session = (role: Session['role'], tenantId: string | null): Session => ({
  role,
  tenantId,
  name: '',
  csrf: 'c',
  expiresAt: '2026-12-01T00:00:00Z',
  signedInBy: 'link',
});

describe('the page to return to', () => {
  it.each([
    ['of the same tenant', session('viewer', 'acme'), '/tenants/acme/tokens?a=b'],
    ['of any tenant, for an operator', session('operator', null), '/tenants/acme/users/1'],
    ['the list of tenants, for an operator', session('operator', null), '/tenants'],
    ['the subscriptions, for an operator', session('operator', null), '/subscriptions'],
    ['an endpoint, for an operator', session('operator', null), '/webhooks/billing?show=failed'],
  ])('is the one %s', (_, who, kept) => expect(placeFor(who, kept)).toBe(kept));

  it.each([
    ['of another tenant', '/tenants/acme-2/tokens'],
    ['of every tenant', '/tenants'],
    ['of no tenant', '/open'],
    ['of operators alone', '/webhooks/billing'],
    ['outside', '//evil.example/tenants/acme/'],
    ['that is not stored', undefined],
  ])('is not one %s', (_, kept) =>
    expect(placeFor(session('administrator', 'acme'), kept)).toBeUndefined(),
  );

  it.each(['/open', '//evil.example/tenants', '/tenantsx', undefined])('is not %s', (kept) =>
    expect(placeFor(session('operator', null), kept)).toBeUndefined(),
  );
});
