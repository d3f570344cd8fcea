import type { Subject } from '@rollcall/contracts';
import { DomainError, isTestUser, type DomainErrorCode } from '@rollcall/domain';
import { randomUUID } from 'node:crypto';
import type {
  Command,
  Decision,
  EventLog,
  StreamState,
  TenantState,
  View,
} from '../../event-log/port/event-log';
import type { Caller } from './caller';

/** The tenant chose another profile while the request was read: read it again. */
export class ProfileMoved extends Error {
  override readonly name = 'ProfileMoved';
}

/** If-Match named another version than this one, or If-None-Match named it (RFC 7644 §3.14). */
export class VersionDiffers extends Error {
  override readonly name = 'VersionDiffers';
  constructor(readonly version: number) {
    super('a condition on the version does not hold');
  }
}

/** Whether a request's conditional headers allow a change of this version. */
export type Condition = (version: number) => boolean;

/**
 * Throws when the tenant takes no changes now, or others than those that the request was read for.
 * A connection is tested before it is switched on: a test user's writes pass.
 */
export const allowed = (caller: Caller, tenant: TenantState, to: Subject): void => {
  if (tenant.provisioning !== 'enabled' && !isTestUser(to))
    throw new DomainError('provisioning-disabled');
  if (tenant.profile !== caller.tenant.profile) throw new ProfileMoved();
};

/** The live stream of a change; throws `unknown` when it does not exist. */
export const existing = async (
  caller: Caller,
  view: View,
  to: Subject,
  condition: Condition,
  unknown: DomainErrorCode,
): Promise<StreamState> => {
  allowed(caller, view.tenant, to);
  const stream = await view.stream(to);
  if (!stream || stream.status === 'gone') throw new DomainError(unknown);
  if (!condition(stream.version)) throw new VersionDiffers(stream.version);
  return stream;
};

/** A stream after a change, and the position of its tenant then. */
export type Changed = StreamState & { readonly position: number };

/** Has the log decide one command of a caller; answers with the stream and the position as they then are. */
export const record = async (
  log: EventLog,
  caller: Caller,
  correlationId: string,
  reads: Command['reads'],
  decide: (view: View) => Decision | Promise<Decision>,
): Promise<Changed> => {
  const { stream, tenant } = await log.append(caller.tenantId, {
    id: randomUUID(),
    actor: `token:${caller.tokenId}`,
    actorLabel: caller.tokenLabel || undefined,
    correlationId,
    reads,
    decide,
  });
  if (!stream) throw new Error('the log named no stream');
  return { ...stream, position: tenant.position };
};
