import type { ConsoleRole, TenantId } from '@rollcall/contracts';
import type { FastifyRequest } from 'fastify';
import type { Session } from '../ways/sessions';
import type { Act } from './acts';

/** Who calls the admin API, after the gate. */
export interface Access {
  readonly role: ConsoleRole;
  /** The only tenant that this caller may see; null: every one (operators). */
  readonly tenantId: TenantId | null;
  /** What events say of them: `operator`, `link:<id>` or `oidc:<sub>`. */
  readonly actor: string;
  /** Undefined for an operator key. */
  readonly session?: Session;
}

export const OPERATOR: Access = { role: 'operator', tenantId: null, actor: 'operator' };

/** A request under /admin/v1 after the gate; the body is text, read by `readDto`. */
export interface AdminRequest extends FastifyRequest {
  access: Access;
}

/** Who does it in this request, for the event. */
export const actOf = ({ access, id }: AdminRequest): Act => ({
  actor: access.actor,
  correlationId: id,
});
