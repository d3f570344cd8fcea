import { Injectable, Inject } from '@nestjs/common';
import type { ActView, TenantId } from '@rollcall/contracts';
import type { ClientBase, Pool } from 'pg';
import type { PageDto } from './page.dto';
import type { Initiator } from './audit-log';
import { cursorOf, partsOf } from './cursor';
import { ACTIONS, ADD_ACTION } from './operator-audit-log.queries';
import { READ_POOL } from '../database/pools';
import { viewOfRow, type RowOf } from '../database/row-of';

/**
 * Acts of operators that are no events of a tenant's stream: in the past tense, recorded before
 * they happen.
 */
export const OPERATOR_ACTIONS = {
  OperatorSignedIn: 'An operator signed in to the console.',
  OperatorSignedOut: 'An operator signed out of the console.',
  TenantRedriven: 'A held tenant was resumed; passOver skips an unreadable event.',
  TenantExported: 'The whole history of a tenant was written to a file.',
  TenantImported: 'A tenant was brought in from a file.',
  BrandingChanged: 'The name, logo, colour or addresses of a tenant’s console were changed.',
  EpochRenewed: 'The log began a new epoch.',
  SubscriptionDeleted: 'A subscription to the events that is no longer used was deleted.',
  EndpointCreated: 'An endpoint of webhooks was created.',
  EndpointChanged: 'An endpoint of webhooks was changed, paused or resumed.',
  EndpointDeleted: 'An endpoint of webhooks was deleted, with its log.',
  EndpointSecretReplaced: 'The secret of an endpoint of webhooks was replaced.',
  EndpointRedriven: 'Held or failing tenants of an endpoint were tried again.',
  EndpointReplayed: 'Events of a tenant were sent again to an endpoint, from a position on.',
  TopicDropped: 'A generation of the topic was deleted.',
} as const;

export type OperatorActionType = keyof typeof OPERATOR_ACTIONS;

interface OperatorAction {
  readonly type: OperatorActionType;
  readonly data: object;
}

/**
 * Records an act on a connection, in its transaction if there is one. Rejects as the connection
 * does: the act must not happen then.
 */
export const recordOperatorAction = async (
  client: Pick<ClientBase, 'query'>,
  { type, data }: OperatorAction,
  {
    actor,
    source = null,
    correlationId,
  }: Omit<Initiator, 'source'> & { source?: Initiator['source'] | null },
  tenantId: TenantId | null = null,
): Promise<void> => {
  const values = [type, actor, tenantId, source, correlationId, JSON.stringify(data)];
  await client.query(ADD_ACTION, values);
};

/** The acts of operators, for gateways. */
@Injectable()
export class OperatorAuditLog {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  record(
    fact: OperatorAction,
    initiator: Initiator,
    tenantId: TenantId | null = null,
  ): Promise<void> {
    return recordOperatorAction(this.pool, fact, initiator, tenantId);
  }

  /** Newest first. Throws a 400 problem for an invalid cursor. */
  async page({ after, count }: PageDto): Promise<{ acts: ActView[]; next: string | null }> {
    const [before = ''] = after === undefined ? [NEWEST] : partsOf(after, 1);
    if (!/^\d{1,18}$/.test(before)) partsOf('', 1);
    // One more row than the page: it shows whether a next page exists.
    const { rows } = await this.pool.query<RowOf<ActView>>(ACTIONS, [before, count + 1]);
    const shown = rows.slice(0, count);
    const last = shown.at(-1);
    const next = rows.length > count && last ? cursorOf(String(last.id)) : null;
    return { acts: shown.map(viewOfRow), next };
  }
}

const NEWEST = '9'.repeat(18);
