import { Webhook } from 'standardwebhooks';
import { newSecret, signedHeaders } from './signature';

const body = '{"type":"rollcall.UserDeactivated.v1"}';
const now = (): number => Math.floor(Date.now() / 1_000);

describe('a signature, verified by the library of Standard Webhooks', () => {
  it('is of its secret, its id, its time and its body', () => {
    const secret = newSecret();
    const headers = signedHeaders([secret], 'acme/7/e1', now(), body);
    const receiver = new Webhook(secret);
    expect(receiver.verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => receiver.verify(`${body} `, headers)).toThrow(/signature/i);
    expect(() => receiver.verify(body, { ...headers, 'webhook-id': 'acme/8/e1' })).toThrow();
    expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow(/signature/i);
  });

  it('is accepted with either secret while one replaces the other', () => {
    const [before, after] = [newSecret(), newSecret()];
    const headers = signedHeaders([after, before], 'acme/7/e1', now(), body);
    for (const secret of [before, after])
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  });

  it('is too old after some minutes', () => {
    const secret = newSecret();
    const headers = signedHeaders([secret], 'acme/7/e1', now() - 3_600, body);
    expect(() => new Webhook(secret).verify(body, headers)).toThrow(/old/i);
  });
});
