/** Refusals of the domain. Codes only: what they mean on a wire is decided at the edge. */
export type DomainErrorCode =
  | 'user-exists'
  | 'user-unknown'
  | 'userName-taken'
  | 'user-not-deprovisioned'
  | 'group-exists'
  | 'group-unknown'
  | 'tenant-exists'
  | 'tenant-unknown'
  | 'tenant-not-closed'
  | 'tenant-moved'
  | 'provisioning-disabled'
  | 'test-domain-crossed';

export class DomainError extends Error {
  override readonly name = 'DomainError';
  constructor(readonly code: DomainErrorCode) {
    super(code);
  }
}
