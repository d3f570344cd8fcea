import { Injectable, Inject } from '@nestjs/common';
import type { ActView, TenantId } from '@rollcall/contracts';
import type { ClientBase, Pool } from 'pg';
import type { PageDto } from './page.dto';
import type { Act } from './acts';
import { cursorOf, partsOf } from './cursor';
import { ACTS, ADD_ACT } from './operator-acts.queries';
import { READ_POOL } from '../database/pools';

/** What operators do that is no event of a tenant's stream. Past tense, and recorded before it. */
export const OPERATOR_ACTS = {
  OperatorSignedIn: 'An operator signed in to the console.',
  OperatorSignedOut: 'An operator signed out of the console.',
  TenantRedriven: 'A held tenant was resumed; passOver skips an unreadable event.',
  TenantExported: 'The whole history of a tenant was written to a file.',
  TenantImported: 'A tenant was brought in from a file.',
  BrandingChanged: 'The name, logo, colour or addresses of a tenant’s console were changed.',
  EpochRenewed: 'The log began a new epoch.',
  TopicDropped: 'A generation of the topic was deleted.',
} as const;

export type OperatorActType = keyof typeof OPERATOR_ACTS;

interface OperatorAct {
  readonly type: OperatorActType;
  readonly data: object;
}

interface Row {
  id: string;
  at: Date;
  type: string;
  actor: string;
  tenant_id: string | null;
  source: string | null;
  correlation_id: string;
  data: unknown;
}

/**
 * Records an act on a connection, in its transaction where it is in one. Rejects as the connection
 * does: what was to be done must not be done then.
 */
export const recordAct = async (
  client: Pick<ClientBase, 'query'>,
  { type, data }: OperatorAct,
  { actor, source = null, correlationId }: Omit<Act, 'source'> & { source?: Act['source'] | null },
  tenantId: TenantId | null = null,
): Promise<void> => {
  const values = [type, actor, tenantId, source, correlationId, JSON.stringify(data)];
  await client.query(ADD_ACT, values);
};

/** The acts of operators, for gateways. */
@Injectable()
export class OperatorActs {
  constructor(@Inject(READ_POOL) private readonly pool: Pool) {}

  record(fact: OperatorAct, act: Act, tenantId: TenantId | null = null): Promise<void> {
    return recordAct(this.pool, fact, act, tenantId);
  }

  /** Newest first. Throws a 400 problem for a cursor that is none. */
  async page({ after, count }: PageDto): Promise<{ acts: ActView[]; next: string | null }> {
    const [before = ''] = after === undefined ? [NEWEST] : partsOf(after, 1);
    if (!/^\d{1,18}$/.test(before)) partsOf('', 1);
    // One more than asked for: whether there is a next page.
    const { rows } = await this.pool.query<Row>(ACTS, [before, count + 1]);
    const shown = rows.slice(0, count);
    const last = shown.at(-1);
    const next = rows.length > count && last ? cursorOf(last.id) : null;
    return { acts: shown.map(viewOf), next };
  }
}

const NEWEST = '9'.repeat(18);

const viewOf = (row: Row): ActView => ({
  id: row.id,
  at: row.at.toISOString(),
  type: row.type,
  actor: row.actor,
  tenantId: row.tenant_id,
  source: row.source,
  correlationId: row.correlation_id,
  data: row.data,
});
