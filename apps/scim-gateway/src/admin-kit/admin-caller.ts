import type { ConsoleRole, TenantId } from '@rollcall/contracts';
import type { FastifyRequest } from 'fastify';

/** A person at the console. */
export interface Session {
  readonly id: string;
  /** Null for an operator: every tenant. */
  readonly tenantId: TenantId | null;
  readonly role: ConsoleRole;
  readonly actor: string;
  /** The name in the console's greeting; may be empty. */
  readonly name: string;
  readonly csrf: string;
  /** When the session ends unless a request comes before. */
  readonly expiresAt: string;
}

/** The caller of the admin API, as the gate admitted it. */
export interface AdminCaller {
  readonly role: ConsoleRole;
  /** The only tenant that this caller may see; null: every one (operators). */
  readonly tenantId: TenantId | null;
  /**
   * The actor of the caller's events: `operator:<name of the key>`, `link:<id>` or `oidc:<sub>`.
   */
  readonly actor: string;
  /** Undefined for an operator key. */
  readonly session?: Session;
}

/** The caller with the operator key of this name. */
export const operatorOf = (name: string): AdminCaller => ({
  role: 'operator',
  tenantId: null,
  actor: `operator:${name}`,
});

/** A request under /admin/v1 after the gate. */
export interface AdminRequest extends FastifyRequest {
  /** Undefined only where anyone may call, without a credential. */
  adminCaller: AdminCaller;
}
