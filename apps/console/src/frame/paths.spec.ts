import { isBelow, matchPath } from './paths';

describe('a path', () => {
  it('gives its parts as they were meant', () => {
    expect(matchPath('/tenants/:tenant/users/:id', '/tenants/acme/users/a%20b')).toEqual({
      tenant: 'acme',
      id: 'a b',
    });
    expect(matchPath('/tenants/:tenant', '/tenants/acme/users')).toBeUndefined();
    expect(matchPath('/tenants/:tenant', '/operator/acme')).toBeUndefined();
  });

  it.each(['/tenants/50%', '/tenants/%E0%A4%A', '/tenants/%ff'])('leads nowhere with %s', (path) =>
    expect(matchPath('/tenants/:tenant', path)).toBeUndefined(),
  );
});

describe('the current place', () => {
  it.each([
    ['/tenants/acme/users', '/tenants/acme/users', true],
    ['/tenants/acme/users', '/tenants/acme/users/1', true],
    ['/tenants/acme/users', '/tenants/acme/users-1', false],
    ['/tenants', '/tenants', true],
    ['/tenants', '/tenants/acme/users', false],
  ])('of %s at %s: %s', (place, path, is) => expect(isBelow(place, path)).toBe(is));
});
