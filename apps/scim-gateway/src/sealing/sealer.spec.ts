import { Sealer } from './sealer';

const K1 = 'k1:a secret of the gateways';
const K2 = 'k2:its successor at the gateways';
const acme = Buffer.from('acme');

describe('a sealed text', () => {
  const sealer = new Sealer([K1], 'spec');
  const sealed = sealer.seal('a secret of somebody', acme);

  it('bears the name of its key, and says nothing of the text', () => {
    expect(sealed).toMatch(/^k1\.[\w-]+$/);
    expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('somebody');
    expect(sealer.seal('a secret of somebody', acme)).not.toBe(sealed);
  });

  it('opens for what it is bound to, and for nothing else', () => {
    expect(sealer.open(sealed, acme)).toBe('a secret of somebody');
    expect(sealer.open(sealed, Buffer.from('globex'))).toBeUndefined();
    expect(new Sealer([K1], 'another purpose').open(sealed, acme)).toBeUndefined();
  });

  it('opens while its key is one of the list, whichever seals', () => {
    expect(new Sealer([K2, K1], 'spec').open(sealed, acme)).toBe('a secret of somebody');
    expect(new Sealer([K2, K1], 'spec').seal('x', acme)).toMatch(/^k2\./);
    expect(new Sealer([K2], 'spec').open(sealed, acme)).toBeUndefined();
  });

  it('does not open under another secret of the same name, nor when it was changed', () => {
    expect(new Sealer(['k1:another secret'], 'spec').open(sealed, acme)).toBeUndefined();
    for (const changed of ['', 'k1', 'k1.', 'k1.AAAA', sealed.slice(0, -1), `${sealed}A`])
      expect(sealer.open(changed, acme)).toBeUndefined();
  });
});
