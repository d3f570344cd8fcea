import { OAuthError } from './oauth-error';
import { tokenRequestOf } from './token-request';

const FORM = 'application/x-www-form-urlencoded';
const GRANT = 'grant_type=client_credentials';
const TYPE =
  'client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer';
const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const read = (body: unknown, authorization?: string, type = FORM) =>
  tokenRequestOf({ 'content-type': type, ...(authorization ? { authorization } : {}) }, body);

describe('a token request', () => {
  it.each([
    ['in the body', `${GRANT}&client_id=c1&client_secret=s%2B1`, undefined],
    ['with a scope', `${GRANT}&client_id=c1&client_secret=s%2B1&scope=scim`, undefined],
    ['with an empty scope', `${GRANT}&client_id=c1&client_secret=s%2B1&scope=`, undefined],
    ['with unknown parameters', `${GRANT}&client_id=c1&client_secret=s%2B1&a=1&a=2`, undefined],
    ['as HTTP Basic', GRANT, basic('c1', 's%2B1')],
    ['as HTTP Basic in lower case', GRANT, basic('c1', 's%2B1').replace('Basic', 'basic')],
    ['as HTTP Basic with the same client_id', `${GRANT}&client_id=c1`, basic('c1', 's%2B1')],
  ])('is read %s', (_, body, authorization) =>
    expect(read(body, authorization)).toEqual({ clientId: 'c1', clientSecret: 's+1' }),
  );

  it('is read with an assertion, of the client that it names', () => {
    const assertion = `a.${Buffer.from('{"sub":"c2"}').toString('base64url')}.c`;
    const form = `${GRANT}&${TYPE}&client_assertion=${assertion}`;
    expect(read(form)).toEqual({ clientId: 'c2', assertion });
    expect(read(`${form}&client_id=c1`)).toEqual({ clientId: 'c1', assertion });
  });

  it('is read with parameters of the media type', () =>
    expect(
      read(`${GRANT}&client_id=c&client_secret=s`, undefined, `${FORM}; charset=utf-8`),
    ).toEqual({ clientId: 'c', clientSecret: 's' }));

  it.each([
    ['invalid_request', 'client_id=c&client_secret=s', undefined],
    ['invalid_request', `${GRANT}&${GRANT}&client_id=c&client_secret=s`, undefined],
    ['invalid_request', `${GRANT}&client_id=c&client_id=c&client_secret=s`, undefined],
    ['invalid_request', `${GRANT}&client_secret=s`, basic('c', 's')],
    ['invalid_request', `${GRANT}&client_id=other`, basic('c', 's')],
    ['unsupported_grant_type', 'grant_type=password&client_id=c&client_secret=s', undefined],
    ['invalid_client', GRANT, undefined],
    ['invalid_client', `${GRANT}&client_id=c`, undefined],
    ['invalid_client', `${GRANT}&client_id=c&client_secret=`, undefined],
    ['invalid_client', GRANT, 'Bearer rc_1'],
    ['invalid_client', GRANT, 'Basic !'],
    ['invalid_client', GRANT, basic('', 's')],
    ['invalid_client', GRANT, basic('c', '%')],
    ['invalid_request', `${GRANT}&client_id=c&client_assertion=a`, undefined],
    ['invalid_request', `${GRANT}&client_id=c&${TYPE}`, undefined],
    ['invalid_request', `${GRANT}&client_id=c&${TYPE.slice(0, -1)}&client_assertion=a`, undefined],
    ['invalid_request', `${GRANT}&client_secret=s&${TYPE}&client_assertion=a`, undefined],
    ['invalid_request', `${GRANT}&${TYPE}&client_assertion=a`, basic('c', 's')],
    ['invalid_client', `${GRANT}&${TYPE}&client_assertion=a.bnVsbA.c`, undefined],
    ['invalid_scope', `${GRANT}&client_id=c&client_secret=s&scope=scim%20admin`, undefined],
  ])('is refused with %s: %s %s', (code, body, authorization) => {
    let refusal: unknown;
    try {
      read(body, authorization);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(OAuthError);
    expect((refusal as OAuthError).code).toBe(code);
  });

  it.each([undefined, 'application/json', 'multipart/form-data'])(
    'is refused as %s, whatever the body',
    (type) => expect(() => tokenRequestOf({ 'content-type': type }, GRANT)).toThrow(OAuthError),
  );
});
