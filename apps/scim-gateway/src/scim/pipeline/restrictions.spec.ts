import { UNRESTRICTED, type Constraints } from '@rollcall/contracts';
import type { ScimError } from '@rollcall/protocol';
import { refuseGroups, RestrictionChecks, restrictionsOf } from './restrictions';

const scene = (constraints: Partial<Constraints>) => {
  let now = 0;
  const checks = new RestrictionChecks(() => now);
  const restrictions = restrictionsOf({ ...UNRESTRICTED, ...constraints });
  return {
    /** What a request gets: `passes`, or the status and the code of its refusal. */
    ask: (ip: string, method = 'GET', url = '/scim/v2/Users', tokenId = 'one'): string => {
      try {
        checks.check(restrictions, tokenId, { ip, method, routeOptions: { url } as never });
        return 'passes';
      } catch (error) {
        const { status, fault } = error as ScimError;
        return `${status} ${fault?.code}`;
      }
    },
    later: (ms: number) => (now += ms),
  };
};

describe('a credential that is restricted to networks', () => {
  const networks = ['203.0.113.0/24', '198.51.100.7/32', '2001:db8:1::/48'];

  it.each([
    ['203.0.113.0', true],
    ['203.0.113.255', true],
    ['203.0.113.9:51234', true],
    ['::ffff:203.0.113.9', true],
    ['::FFFF:cb00:7109', true],
    ['[::ffff:203.0.113.9]:443', true],
    ['198.51.100.7', true],
    ['2001:db8:1:ffff::1', true],
    ['[2001:DB8:1::2]:443', true],
    ['203.0.114.0', false],
    ['198.51.100.8', false],
    ['2001:db8:2::', false],
    ['::203.0.113.9', false],
    ['64:ff9b::203.0.113.9', false],
    ['', false],
    ['unknown', false],
    ['203.0.113.9, 1.2.3.4', false],
    ['x'.repeat(16_000), false],
  ])('used from %s: %p', (ip, passes) =>
    expect(scene({ networks }).ask(ip)).toBe(passes ? 'passes' : '403 credential-network'),
  );

  it('is refused with the address, and without the networks: a thief learns nothing', () => {
    const checks = new RestrictionChecks();
    const request = { ip: '192.0.2.1', method: 'GET', routeOptions: {} as never };
    const ask = () => checks.check(restrictionsOf({ ...UNRESTRICTED, networks }), 'one', request);
    expect(ask).toThrow(/restricted to certain networks, and 192\.0\.2\.1 is in none/);
    expect(ask).not.toThrow(/203\.0/);
  });

  it('gets 429 for more than 25 such requests in a second; its allowed ones, and others, go on', () => {
    const { ask, later } = scene({ networks });
    const burst = Array.from({ length: 26 }, () => ask('192.0.2.1'));
    expect(new Set(burst.slice(0, 25))).toEqual(new Set(['403 credential-network']));
    expect(burst[25]).toBe('429 credential-network');
    expect(ask('203.0.113.9')).toBe('passes');
    expect(ask('192.0.2.1', 'GET', '/', 'two')).toBe('403 credential-network');
    later(1_000);
    expect(ask('192.0.2.1')).toBe('403 credential-network');
  });
});

describe('a credential that is read-only', () => {
  it.each([
    ['GET', '/scim/v2/Users', true],
    ['HEAD', '/scim/v2/Users/:id', true],
    ['POST', '/scim/v2/.search', true],
    ['POST', '/scim/v2/:endpoint/.search', true],
    ['POST', '/scim/v2/Users', false],
    ['PUT', '/scim/v2/Users/:id', false],
    ['PATCH', '/scim/v2/Users/:id', false],
    ['DELETE', '/scim/v2/Users/:id', false],
    ['POST', '/scim/v2/Bulk', false],
    ['PUT', '/scim/v2/.search', false],
    ['POST', undefined, false],
  ])('%s %s: %p', (method, url, passes) =>
    expect(scene({ readOnly: true }).ask('192.0.2.1', method, url as string)).toBe(
      passes ? 'passes' : '403 credential-read-only',
    ),
  );
});

it('a credential that is for users only is refused groups, others are not', () => {
  const restricted = restrictionsOf({ ...UNRESTRICTED, usersOnly: true });
  expect(() => refuseGroups(restricted)).toThrow(/restricted to users/);
  expect(() => refuseGroups(restrictionsOf(UNRESTRICTED))).not.toThrow();
  expect(() => refuseGroups(undefined)).not.toThrow();
});
