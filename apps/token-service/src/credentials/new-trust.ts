import type { Constraints, Trust } from '@rollcall/contracts';

/** A trust to be stored; `id` and `createdAt` are its own. */
export interface NewTrust {
  readonly id: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly trust: Trust;
  readonly constraints: Constraints | undefined;
  readonly label: string;
  readonly actor: string;
  readonly createdAt: number;
  readonly correlationId: string;
}
