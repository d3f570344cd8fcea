import type { Member, Subject, TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import type { RecordedEvent } from '../port/event-log';
import { eventOf, type EventRow } from './event-reads';
import { ERASED, MEMBERS, NAMES, OF_GROUP } from './history.queries';

/** Only operators see the source address of an act: they are among the actors. */
export const withoutSource = (event: RecordedEvent): RecordedEvent => {
  const said = Object.entries(event.data as object).filter(([name]) => name !== 'source');
  return { ...event, data: Object.fromEntries(said) };
};

const membersOf = (data: unknown): readonly Member[] =>
  (data as { readonly members?: readonly Member[] }).members ?? [];

const subjectOf = ({ type, id }: Member): string => `${type === 'User' ? 'users' : 'groups'}/${id}`;

const withNames = (data: object, names: ReadonlyMap<string, string | null>): object =>
  membersOf(data).length === 0
    ? data
    : {
        ...data,
        members: membersOf(data).map((one) => ({
          ...one,
          name: names.get(subjectOf(one)) ?? null,
        })),
      };

/** The log's history, for administrators and operators. */
export class History {
  constructor(private readonly pool: Pool) {}

  /**
   * The position of a tenant's erasure; undefined for a tenant that was not erased or never
   * existed.
   */
  async erasedAt(tenantId: TenantId): Promise<number | undefined> {
    const { rows } = await this.pool.query<{ position: string }>(ERASED, [tenantId]);
    return rows[0] && Number(rows[0].position);
  }

  /** How many are in each of these groups now; one without members is left out. */
  async memberCounts(
    tenantId: TenantId,
    groupIds: readonly string[],
  ): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.pool.query<{ group_id: string; members: number }>(MEMBERS, [
      tenantId,
      groupIds,
    ]);
    return new Map(rows.map(({ group_id, members }) => [group_id, members]));
  }

  /** The newest events of a group, oldest first; of the members of each event the first `named`, with their names. */
  async ofGroup(
    tenantId: TenantId,
    subject: Subject,
    most: number,
    named: number,
  ): Promise<readonly RecordedEvent[]> {
    const { rows } = await this.pool.query<EventRow>(OF_GROUP, [tenantId, subject, most, named]);
    const events = rows.map(eventOf).map(withoutSource).reverse();
    const subjects = new Set(events.flatMap(({ data }) => membersOf(data).map(subjectOf)));
    const names = await this.names(tenantId, [...subjects]);
    return events.map((event) => ({ ...event, data: withNames(event.data as object, names) }));
  }

  private async names(
    tenantId: TenantId,
    subjects: readonly string[],
  ): Promise<ReadonlyMap<string, string | null>> {
    if (subjects.length === 0) return new Map();
    const values = [tenantId, subjects];
    const { rows } = await this.pool.query<{ subject: string; name: string | null }>(NAMES, values);
    return new Map(rows.map(({ subject, name }) => [subject, name]));
  }
}
