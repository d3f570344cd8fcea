/** Why a sign-in came to nothing; the page says it in words. */
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
