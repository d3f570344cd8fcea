import { Sealer } from './sealer';

const K1 = 'k1:a secret of the gateways';
const K2 = 'k2:its successor at the gateways';
const acme = Buffer.from('acme');

describe('a sealed text', () => {
  const sealer = new Sealer([K1], 'spec');
  const sealed = sealer.seal('a secret of somebody', acme);

  it('has the name of its key, and does not contain the text', () => {
    expect(sealed).toMatch(/^k1\.[\w-]+$/);
    expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('somebody');
    expect(sealer.seal('a secret of somebody', acme)).not.toBe(sealed);
  });

  it('opens only with its associated data', () => {
    expect(sealer.open(sealed, acme)).toBe('a secret of somebody');
    expect(sealer.open(sealed, Buffer.from('globex'))).toBeUndefined();
    expect(new Sealer([K1], 'another purpose').open(sealed, acme)).toBeUndefined();
  });

  it('opens while its key is in the list, also behind another one', () => {
    expect(new Sealer([K2, K1], 'spec').open(sealed, acme)).toBe('a secret of somebody');
    expect(new Sealer([K2, K1], 'spec').seal('x', acme)).toMatch(/^k2\./);
    expect(new Sealer([K2], 'spec').open(sealed, acme)).toBeUndefined();
  });

  it('does not open with another secret of the same name, nor after a change', () => {
    expect(new Sealer(['k1:another secret'], 'spec').open(sealed, acme)).toBeUndefined();
    for (const changed of ['', 'k1', 'k1.', 'k1.AAAA', sealed.slice(0, -1), `${sealed}A`])
      expect(sealer.open(changed, acme)).toBeUndefined();
  });
});
