import { matchPath } from './paths';

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
