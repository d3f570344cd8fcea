import { UsedNetworks } from './used-networks';

type Uses = readonly { readonly tokenId: string; readonly network: string }[];

/** A token service that keeps what was reported, or answers nothing good. */
const gateway = (status: () => number = () => 204) => {
  const reports: Uses[] = [];
  const networks = new UsedNetworks({
    raw: (_method, _path, body) => {
      const code = status();
      if (code === 204) reports.push((body as { uses: Uses }).uses);
      return Promise.resolve({ status: code, headers: {}, body: Buffer.alloc(0) });
    },
  });
  return { networks, reports };
};

describe('the networks that a credential is used from', () => {
  it('are reported once, together, as networks and never as addresses', async () => {
    const { networks, reports } = gateway();
    networks.add('one', '203.0.113.7');
    networks.add('one', '203.0.113.200');
    networks.add('one', '::ffff:203.0.113.9');
    networks.add('one', '2001:db8:0:1:aaaa::7');
    networks.add('two', '203.0.113.7');
    await networks.flush();
    networks.add('one', '203.0.113.8');
    await networks.flush();
    expect(reports).toEqual([
      [
        { tokenId: 'one', network: '203.0.113.0/24' },
        { tokenId: 'one', network: '2001:db8:0:1::/64' },
        { tokenId: 'two', network: '203.0.113.0/24' },
      ],
    ]);
  });

  it('are reported again after a report that failed', async () => {
    let status = 404;
    const { networks, reports } = gateway(() => status);
    networks.add('one', '203.0.113.7');
    await networks.flush();
    expect(reports).toEqual([]);
    status = 204;
    networks.add('one', '203.0.113.7');
    await networks.flush();
    expect(reports).toEqual([[{ tokenId: 'one', network: '203.0.113.0/24' }]]);
  });

  it('are reported at most five hundred at once, and at most five thousand wait', async () => {
    const { networks, reports } = gateway();
    for (let i = 0; i < 6_000; i += 1) networks.add(`token${i}`, '203.0.113.7');
    await networks.flush();
    expect(reports.map((uses) => uses.length)).toEqual(Array(10).fill(500));
  });

  it('leave out what is no address', async () => {
    const { networks, reports } = gateway();
    for (const text of ['', 'unknown', 'x'.repeat(100)]) networks.add('one', text);
    await networks.flush();
    expect(reports).toEqual([]);
  });
});
