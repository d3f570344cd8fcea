/** What to do when nobody can say that an answer is young enough. */
export type WhenTooOld = 'closed' | 'open';

export interface LoginAnswer {
  readonly tenantId: string;
  readonly userName: string;
  readonly mayLogIn: boolean;
  /**
   * `moved`: the tenant lives at another installation. `refused`: the directory does not answer this
   * key about this tenant (401, 403, 404). `not-proven`: no answer was young enough, and the policy
   * decided.
   */
  readonly reason: 'active' | 'inactive' | 'unknown' | 'moved' | 'refused' | 'not-proven';
  readonly userId?: string;
  /** Users come by SCIM: do not create one on sign-in. True where that is not known. */
  readonly scimManaged: boolean;
  /** False where no event of the tenant is known: a wrong id, or a customer without SCIM. */
  readonly tenantKnown: boolean;
  /** `policy`: the answer is older than `maxAgeSeconds`, or there is none. */
  readonly from: 'memory' | 'directory' | 'policy';
  /** The position of the tenant that the answer holds for; 0: of none. */
  readonly position: number;
  /** Everything that was recorded of the tenant until so long ago is in it; undefined: not known. */
  readonly ageSeconds: number | undefined;
  /** Events of the tenant wait for an operator. */
  readonly held: boolean;
}
