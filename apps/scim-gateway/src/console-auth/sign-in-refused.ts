/** Why a sign-in failed; the page has the text. */
export type SignInRefusal =
  | 'not-offered'
  | 'provider-unavailable'
  | 'provider-refused'
  | 'too-late'
  | 'failed'
  | 'no-role'
  | 'no-tenant'
  | 'too-many';

export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  constructor(
    readonly code: SignInRefusal,
    cause?: unknown,
  ) {
    super(code, { cause });
  }
}
