import { UNRESTRICTED } from '@rollcall/contracts';
import { constraintsOf, packed, unpacked } from './constraints';

const networks = (...list: readonly unknown[]) => constraintsOf({ networks: list })?.networks;
const refusal = (value: unknown): string => {
  try {
    constraintsOf(value);
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the constraints of a credential', () => {
  it('restrict nothing where they are not given, and what is not said is not restricted', () => {
    expect(constraintsOf(undefined)).toBeUndefined();
    expect(constraintsOf({})).toEqual(UNRESTRICTED);
    expect(constraintsOf({ readOnly: true })).toEqual({ ...UNRESTRICTED, readOnly: true });
    expect(constraintsOf({ usersOnly: true })).toEqual({ ...UNRESTRICTED, usersOnly: true });
  });

  it.each([
    ['203.0.113.0/24', '203.0.113.0/24'],
    ['203.0.113.7', '203.0.113.7/32'],
    ['128.0.0.0/1', '128.0.0.0/1'],
    ['2001:DB8:0:0::/32', '2001:db8::/32'],
    ['2001:db8::1', '2001:db8::1/128'],
    ['::1/128', '::1/128'],
    ['64:ff9b::192.0.2.0/120', '64:ff9b::c000:200/120'],
    ['2001:db8:1:2:3:4:5:6/128', '2001:db8:1:2:3:4:5:6/128'],
  ])('write the network %s as %s', (given, kept) => expect(networks(given)).toEqual([kept]));

  it('have each network once, and ten at most', () => {
    expect(networks('10.0.0.0/8', '10.0.0.0/8', '::1', '::1/128')).toEqual([
      '10.0.0.0/8',
      '::1/128',
    ]);
    const many = Array.from({ length: 11 }, (_, i) => `10.${i}.0.0/16`);
    expect(networks(...many.slice(1))).toHaveLength(10);
    expect(refusal({ networks: many })).toMatch(/at most 10 networks/);
  });

  it.each([
    [
      '203.0.113.7/24',
      /bits behind its prefix. Did you mean 203\.0\.113\.0\/24, or .* 203\.0\.113\.7\?/,
    ],
    ['2001:db8::1/64', /Did you mean 2001:db8::\/64/],
    ['0.0.0.0/0', /prefix from 1 to 32.*leave networks out/],
    ['::/0', /prefix from 1 to 128/],
    ['10.0.0.0/33', /from 1 to 32/],
    ['::1/129', /from 1 to 128/],
    ['::ffff:10.0.0.0/104', /version 4/],
    ['fe80::1%eth0', /a network such as/],
    ['10.0.0.0/8/8', /a network such as/],
    ['10.0.0.0/08', /a network such as/],
    ['10.0.0.0/', /a network such as/],
    ['10.0.0.0/-8', /a network such as/],
    ['10.0.0/8', /a network such as/],
    ['010.0.0.1', /a network such as/],
    [' 10.0.0.0/8', /a network such as/],
    ['example.com', /a network such as/],
    ['', /a network such as/],
    [7, /a network such as/],
    [null, /a network such as/],
    ['1'.repeat(1_000), /a network such as/],
  ])('refuse the network %p by its place', (one, says) => {
    expect(refusal({ networks: ['10.0.0.0/8', one] })).toMatch(says);
    expect(refusal({ networks: ['10.0.0.0/8', one] })).toContain('constraints.networks[1]');
  });

  it.each([
    [[], /must be an object/],
    [null, /must be an object/],
    ['readOnly', /must be an object/],
    [{ readonly: true }, /no constraint "readonly"; known are networks, readOnly, usersOnly/],
    [JSON.parse('{"__proto__": 1}'), /no constraint "__proto__"/],
    [{ readOnly: 'true' }, /readOnly must be true or false/],
    [{ usersOnly: null }, /usersOnly must be true or false/],
    [{ networks: '10.0.0.0/8' }, /networks must be a list/],
    [{ networks: null }, /networks must be a list/],
  ])('refuse %j', (value, says) => expect(refusal(value)).toMatch(says));

  it('are a field of the record only where something is restricted', () => {
    expect([packed(), packed(UNRESTRICTED)]).toEqual(['', '']);
    const some = { networks: ['10.0.0.0/8'], readOnly: false, usersOnly: true };
    expect(unpacked(packed(some))).toEqual(some);
    expect([unpacked(''), unpacked(null)]).toEqual([undefined, undefined]);
  });
});
