import { FEDERATION, jwk, privateKey, publicKey } from '../fixtures/assertions.fixture';
import { trustOf } from './trust-request';

describe('a trust', () => {
  it.each<[object, RegExp]>([
    [{}, /method/],
    [{ method: 'federation' }, /issuer/],
    [{ ...FEDERATION, issuer: 'nothing' }, /issuer/],
    [{ ...FEDERATION, issuer: 'ftp://x' }, /issuer/],
    [{ ...FEDERATION, audiences: [] }, /audiences/],
    [{ ...FEDERATION, audiences: ['a b'] }, /audiences/],
    [{ ...FEDERATION, subject: 'a\u0000' }, /subject/],
    [{ ...FEDERATION, keys: [] }, /keys/],
    [{ method: 'private_key_jwt' }, /keys/],
    [{ method: 'private_key_jwt', keys: [jwk(privateKey)] }, /private/],
    [{ method: 'private_key_jwt', keys: [{ kty: 'oct', k: 'c2VjcmV0' }] }, /private or secret/],
    [{ method: 'private_key_jwt', keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }] }, /signatures/],
    [{ method: 'private_key_jwt', keys: [jwk(publicKey), jwk(publicKey)] }, /kid/],
  ])('%# is refused by the name of its fault', (body, fault) =>
    expect(() => trustOf(body)).toThrow(fault),
  );

  it('keeps of a key what is public and known', () =>
    expect(
      trustOf({ method: 'private_key_jwt', keys: [{ ...jwk(publicKey), x5c: ['a'], note: 'b' }] }),
    ).toEqual({ method: 'private_key_jwt', keys: [jwk(publicKey)] }));
});
