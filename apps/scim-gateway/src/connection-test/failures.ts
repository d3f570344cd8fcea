/** What can be wrong with a connection that is tested, and what to do about it. */
const ADVICE = {
  'token-malformed':
    'This is not a token. Copy the whole token as it was shown when it was generated, without spaces around it.',
  'token-unknown':
    'This token is not known. Paste it again as it was shown, or generate a new one.',
  'token-expired': 'This token has expired. Generate a new one.',
  'token-revoked': 'This token was revoked. Generate a new one.',
  'token-other-tenant': 'This token belongs to another organisation. Paste one of this one.',
  'token-guesses': 'Too many unknown tokens were tried from here. Wait a moment.',
  'token-refused':
    'The token is valid, but the server at the base URL refuses it. Check that the base URL leads to this installation and that no proxy changes the Authorization header.',
  'client-refused':
    'The client or its secret is wrong or has ended. Paste both again as they were shown, or add another secret.',
  'assertion-refused':
    'The assertion matches no trust of this client, was presented before, or has ended. The request log names the claim that differs.',
  'token-restricted':
    'This token is restricted to certain networks, or read-only: the test creates a user, from this installation. Test with a token without these restrictions.',
  'base-url-unreachable':
    'Nothing answers at the base URL. Check its name, its certificate and the ingress, and that it is reachable from inside the cluster.',
  'base-url-redirects':
    'The base URL answers with a redirect, which identity providers do not follow. Set the public base URL to where it leads.',
  'base-url-not-scim':
    'The server at the base URL does not speak SCIM. Check that the base URL leads to this installation.',
  'answer-unexpected': 'The answer was not the one expected. The request log shows the request.',
  'rate-limited': 'The rate limit was reached. Wait a moment and test again.',
  unavailable: 'A part of the service is unavailable. Wait a moment and test again.',
  'event-stream-unreachable':
    'The change was recorded, but the events cannot be read now. Nothing is lost. Inform the operator.',
  'event-not-seen':
    'The change was recorded, but its event did not arrive in time. Nothing is lost. Inform the operator.',
  cancelled: 'The test was interrupted. Test again.',
} as const;

export type FailureCode = keyof typeof ADVICE;

/** A step of the test that did not come to its end. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
  constructor(
    readonly code: FailureCode,
    readonly detail: string,
    readonly status?: number,
  ) {
    super(code);
  }
}

/** The fields of a line that says so. */
export const failureOf = (reason: unknown): object => {
  const { code, detail, status } =
    reason instanceof StepFailed
      ? reason
      : new StepFailed('unavailable', 'The test failed because of a server error.');
  return { code, detail, advice: ADVICE[code], ...(status === undefined ? {} : { status }) };
};
