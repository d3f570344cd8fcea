import { networksIn, wrongNetworks } from './networks';

describe('networks that are typed', () => {
  it.each([
    ['', []],
    [' \n', []],
    ['203.0.113.0/24', ['203.0.113.0/24']],
    ['203.0.113.0/24, 2001:db8::/32;10.0.0.1', ['203.0.113.0/24', '2001:db8::/32', '10.0.0.1']],
  ])('%j are %j', (text, networks) => expect(networksIn(text)).toEqual(networks));

  it('are wrong when they have no form of one, or are more than ten', () => {
    expect(wrongNetworks(['203.0.113.0/24', '::1', '2001:DB8::/32', '10.0.0.1'])).toEqual([]);
    expect(wrongNetworks(['example.com', '10.0.0/8', '10.0.0.0/240', ':', 'x::1'])).toHaveLength(5);
    const many = Array.from({ length: 11 }, (_, i) => `10.${i}.0.0/16`);
    expect(wrongNetworks(many)).toEqual(['10.10.0.0/16']);
  });
});
