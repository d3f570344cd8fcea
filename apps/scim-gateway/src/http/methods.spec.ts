import { Methods } from './methods';

const routes = [
  'Users',
  'Groups',
  'Bulk',
  'Me',
  'Schemas',
  'ResourceTypes',
  '.search',
  'Users/:id',
];
const methods = new Methods();
for (const route of routes) methods.add(['GET', 'POST'], `/scim/v2/${route}`);

describe('what a path answers', () => {
  it.each(routes)('%s', (route) =>
    expect(methods.allow(`/scim/v2/${route.replace(/:[a-z]+/, 'x')}?a=b;c`)).toBe(
      'GET, OPTIONS, POST',
    ),
  );

  // RFC 3986 §3.3: a semicolon is a part of the path. No route has any.
  it.each(routes)('%s;v=1 is no path', (route) => {
    expect(methods.allow('/scim/v2/Groups;a/.search')).toBeUndefined();
    expect(methods.allow(`/scim/v2/${route};v=1`)).toBeUndefined();
    expect(methods.allow(`/scim/v2/${route};?a=b`)).toBeUndefined();
    expect(methods.allow(`/scim/v2;v=1/${route}`)).toBeUndefined();
  });
});
