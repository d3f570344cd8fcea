import { topics, type Attributes } from '@rollcall/contracts';
import { createKafka, readTopic } from '@rollcall/subscriber';
import { Client as Postgres } from 'pg';
import { type Client, resourcesOf, totalOf, type Body } from './client';

/** What the three keepers of the truth hold: the log, the topic, the directory. */

export interface RecordedFact {
  readonly position: number;
  readonly subject: string;
  readonly streamVersion: number;
  readonly type: string;
  readonly data: Body;
  readonly actor: string;
  readonly correlationId: string;
}

/** A row of a membership, in the log or in the directory. */
export interface MembershipRecord {
  readonly groupId: string;
  readonly memberId: string;
  readonly type: string;
}

export interface LogRecord {
  readonly position: number;
  readonly checksum: string;
  readonly relayed: number;
  readonly events: readonly RecordedFact[];
  readonly streams: readonly {
    readonly subject: string;
    readonly version: number;
    readonly status: string;
    readonly attributes: Attributes;
  }[];
  /** `kind value` → subject. */
  readonly claims: ReadonlyMap<string, string>;
  readonly memberships: readonly MembershipRecord[];
}

export interface PublishedFact extends RecordedFact {
  readonly partition: number;
  readonly offset: number;
}

const EVENTS = `SELECT position, subject, stream_version, type, data, actor, correlation_id
  FROM events WHERE tenant_id = $1 ORDER BY position`;
const TENANT = `SELECT t.position, t.checksum, coalesce(r.position, 0) AS relayed
  FROM tenants t LEFT JOIN relayed r ON r.tenant_id = t.tenant_id AND r.generation = $2
  WHERE t.tenant_id = $1`;
const STREAMS = `SELECT subject, version, status, attributes FROM streams WHERE tenant_id = $1
  ORDER BY subject`;
const MEMBERSHIPS = `SELECT group_id AS "groupId", member_id AS "memberId", type
  FROM memberships WHERE tenant_id = $1`;
// The previous release still finds a name by its own folding.
const CLAIMS = `SELECT kind, value, subject FROM claims c WHERE tenant_id = $1 AND NOT (
  folding = 1 AND EXISTS (SELECT FROM claims n WHERE n.tenant_id = $1 AND n.kind = c.kind
                          AND n.subject = c.subject AND n.folding = 2))`;

/** Everything of one tenant that the log holds, in one snapshot. */
export const readLog = async (
  databaseUrl: string,
  tenantId: string,
  generation = 1,
): Promise<LogRecord> => {
  const client = new Postgres({ connectionString: databaseUrl });
  await client.connect();
  const rows = async (text: string, ...values: unknown[]): Promise<Record<string, unknown>[]> =>
    (await client.query<Record<string, unknown>>(text, values)).rows;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const [tenant] = await rows(TENANT, tenantId, generation);
    if (!tenant) throw new Error(`the log has no tenant ${tenantId}`);
    const events = await rows(EVENTS, tenantId);
    const streams = await rows(STREAMS, tenantId);
    const claims = await rows(CLAIMS, tenantId);
    const memberships = await rows(MEMBERSHIPS, tenantId);
    return {
      position: Number(tenant['position']),
      checksum: String(tenant['checksum']),
      relayed: Number(tenant['relayed']),
      events: events.map((row) => ({
        position: Number(row['position']),
        subject: String(row['subject']),
        streamVersion: Number(row['stream_version']),
        type: String(row['type']),
        data: row['data'] as Body,
        actor: String(row['actor']),
        correlationId: String(row['correlation_id']),
      })),
      streams: streams.map((row) => ({
        subject: String(row['subject']),
        version: Number(row['version']),
        status: String(row['status']),
        attributes: row['attributes'] as Attributes,
      })),
      claims: new Map(
        claims.map((row) => [`${row['kind']} ${row['value']}`, String(row['subject'])]),
      ),
      memberships: memberships as unknown as readonly MembershipRecord[],
    };
  } finally {
    await client.end();
  }
};

export const silent = { warn: () => undefined, error: () => undefined };

/** Every message of one tenant on the topic, in the order of its partition, repeats too. */
export const readPublished = async (
  brokers: readonly string[],
  tenantId: string,
  generation = 1,
): Promise<readonly PublishedFact[]> => {
  const kafka = createKafka({ brokers, clientId: 'rollcall-audit', log: silent });
  const published: PublishedFact[] = [];
  await readTopic({
    kafka,
    topic: topics.provisioning(generation),
    onBatch: ({ partition, events }) => {
      for (const one of events) {
        if ('unreadable' in one) {
          if (one.tenantId !== tenantId) continue;
          throw new Error(`offset ${one.offset}: ${one.unreadable}`);
        }
        const { event } = one;
        if (event.tenantId !== tenantId) continue;
        published.push({
          ...event,
          data: event.data as Body,
          partition,
          offset: Number(one.offset),
        });
      }
      return Promise.resolve();
    },
  });
  return published.sort((a, b) => a.partition - b.partition || a.offset - b.offset);
};

/** What the directory's own tables hold of one tenant, in one snapshot. */
export interface DirectoryRecord {
  readonly position: number;
  readonly checksum: string;
  readonly users: readonly DirectoryRow[];
  readonly groups: readonly DirectoryRow[];
  readonly memberships: readonly MembershipRecord[];
}

export interface DirectoryRow {
  readonly id: string;
  readonly version: number;
  readonly attributes: Attributes;
  readonly checksum: string;
}

const rowsOf = (table: string, id: string): string => `
  (SELECT coalesce(json_agg(json_build_object('id', ${id}, 'version', version,
     'attributes', attributes, 'checksum', row_checksum)), '[]')
   FROM ${table} WHERE tenant_id = $1)`;
const DIRECTORY = `
SELECT position::int, checksum, ${rowsOf('users', 'user_id')} AS users,
       ${rowsOf('groups', 'group_id')} AS groups,
       (SELECT coalesce(json_agg(m), '[]') FROM (${MEMBERSHIPS}) m) AS memberships
FROM checkpoints WHERE tenant_id = $1`;

export const readDirectory = async (
  databaseUrl: string,
  tenantId: string,
): Promise<DirectoryRecord> => {
  const client = new Postgres({ connectionString: databaseUrl });
  await client.connect();
  try {
    const [record] = (await client.query<DirectoryRecord>(DIRECTORY, [tenantId])).rows;
    if (!record) throw new Error(`the directory has no tenant ${tenantId}`);
    return record;
  } finally {
    await client.end();
  }
};

const PAGE = 200;

/** All users, or groups, of one tenant as the gateway lists them, which is what the directory holds. */
export const readListed = async (
  client: Client,
  endpoint: '/Users' | '/Groups' = '/Users',
): Promise<readonly Body[]> => {
  const found: Body[] = [];
  for (;;) {
    const answer = await client.get(`${endpoint}?startIndex=${found.length + 1}&count=${PAGE}`);
    if (answer.status !== 200)
      throw new Error(`the list answered ${answer.status}: ${answer.text}`);
    found.push(...resourcesOf(answer));
    if (found.length >= totalOf(answer) || resourcesOf(answer).length === 0) return found;
  }
};

/** Changes a row of the log, instead of waiting for an hour or a day. */
export const inLog = async (
  { logDatabaseUrl }: { readonly logDatabaseUrl: string },
  text: string,
  values: unknown[],
): Promise<readonly Record<string, unknown>[]> => {
  const client = new Postgres({ connectionString: logDatabaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
};
