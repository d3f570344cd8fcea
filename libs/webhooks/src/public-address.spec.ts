import { checkHost, isPublic, PrivateAddress } from './public-address';

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fd00::1',
    'fe80::1',
    'fe80::1%2',
    '192.0.0.192',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '240.0.0.1',
    // Hosts of a cloud; its address for machines inside looks like one of the public network.
    '168.63.129.16',
    '100.100.100.200',
    'fd00:ec2::254',
    '192.88.99.1',
    '192.31.196.1',
    '192.52.193.1',
    '192.175.48.1',
    'fec0::1',
    '::2',
    '::7f00:1',
    '100::1',
    '200::1',
    '3fff::1',
    '5f00::1',
    '4000::1',
    'ff02::1',
    // What stands for an address of version 4 in one way or another.
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:0:7f00:1',
    '64:ff9b::a00:1',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    '2001:2::1',
    '2001:20::1',
    '0x7f.1',
    '0177.0.0.1',
    '2130706433',
    '127.1',
    '::ffff:7f00:1',
    '',
    'localhost',
    '1.2.3.4.5',
  ])('%s is not public', (address) => expect(isPublic(address)).toBe(false));

  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '168.63.129.15', '2606:4700:4700::1111'])(
    '%s is public',
    (address) => expect(isPublic(address)).toBe(true),
  );

  it('in a URL is looked at, in whatever spelling', () => {
    for (const url of [
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://0177.0.0.1/',
      'https://127.0.0.1./',
      'https://[::ffff:7f00:1]/',
      'https://168.63.129.16/',
    ])
      expect(() => checkHost(new URL(url).hostname)).toThrow(PrivateAddress);
  });
});
