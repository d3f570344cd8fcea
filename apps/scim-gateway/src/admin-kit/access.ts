import type { ConsoleRole, TenantId } from '@rollcall/contracts';
import type { FastifyRequest } from 'fastify';
import type { Initiator } from './audit-log';

/** A person at the console. */
export interface Session {
  readonly id: string;
  /** Null for an operator: every tenant. */
  readonly tenantId: TenantId | null;
  readonly role: ConsoleRole;
  readonly actor: string;
  /** What the console greets with; may be empty. */
  readonly name: string;
  readonly csrf: string;
  /** When it ends if nothing more is asked. */
  readonly expiresAt: string;
}

/** Who calls the admin API, after the gate. */
export interface Access {
  readonly role: ConsoleRole;
  /** The only tenant that this caller may see; null: every one (operators). */
  readonly tenantId: TenantId | null;
  /** What events say of them: `operator:<name of the key>`, `link:<id>` or `oidc:<sub>`. */
  readonly actor: string;
  /** Undefined for an operator key. */
  readonly session?: Session;
}

/** Whoever holds the operator key of this name. */
export const operatorOf = (name: string): Access => ({
  role: 'operator',
  tenantId: null,
  actor: `operator:${name}`,
});

/** A request under /admin/v1 after the gate; the body is text, read by `readDto`. */
export interface AdminRequest extends FastifyRequest {
  access: Access;
}

/** Who does it in this request, and from where, for the event. */
export const initiatorOf = ({ access, id, ip }: AdminRequest): Initiator => ({
  actor: access.actor,
  correlationId: id,
  source: ip,
});
