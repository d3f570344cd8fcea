import type { ReadEvent, Recorded, UserEvent } from '@rollcall/contracts';
import type { PoolClient } from 'pg';
import type { TenantState } from '../projecting/checkpoint';
import type { BatchRows } from '../projecting/projection';
import * as sql from './counts.statements';
import type { Day } from './counts.statements';

/** The types of a user's stream that change a count. */
export type Counted = Extract<
  UserEvent['type'],
  'UserProvisioned' | 'UserDeactivated' | 'UserReactivated' | 'UserDeprovisioned'
>;
const COUNTED: { readonly [Type in Counted]: 'joins' | 'is known' } = {
  UserProvisioned: 'joins',
  UserDeactivated: 'is known',
  UserReactivated: 'is known',
  UserDeprovisioned: 'is known',
};
export const isCounted = (type: string): type is Counted => Object.hasOwn(COUNTED, type);

/** `users/<id>`: a redacted event has no data that names its user. */
export const userIdOf = ({ subject }: Pick<Recorded, 'subject'>): string =>
  subject.slice(subject.indexOf('/') + 1);

/** What an event was before its words were erased, or is. */
const typeOf = ({ type, data }: ReadEvent): string =>
  type === 'EventRedacted' ? (data as { readonly type: string }).type : type;

interface Person {
  readonly tenantId: string;
  readonly userId: string;
  readonly isOff: boolean;
}

const dayOf = ({ time }: Recorded): string => new Date(time).toISOString().slice(0, 10);
const keyOf = (tenantId: string, userId: string): string => `${tenantId}/${userId}`;

/**
 * Counts that a batch reads and leaves. A tenant is counted from its first event or not at all: one
 * that was there before this projection gets its rows by a rebuild.
 */
export class CountRows implements BatchRows {
  /** The newest day of each tenant. */
  private readonly newest = new Map<string, Day>();
  private readonly days = new Map<string, Day>();
  private readonly people = new Map<string, Person>();
  private readonly switched = new Set<string>();

  read(client: PoolClient, events: readonly ReadEvent[]): Promise<unknown> | undefined {
    const tenants = new Set<string>();
    const known = new Map<string, readonly [tenantId: string, userId: string]>();
    for (const event of events) {
      const type = typeOf(event);
      if (!isCounted(type)) continue;
      const { tenantId } = event;
      tenants.add(tenantId);
      const userId = userIdOf(event);
      if (COUNTED[type] === 'is known') known.set(keyOf(tenantId, userId), [tenantId, userId]);
    }
    if (tenants.size === 0) return undefined;
    const newest = sql.newestDays(client, [...tenants]).then((rows) => {
      for (const row of rows) this.newest.set(row.tenantId, row);
    });
    if (known.size === 0) return newest;
    const off = sql.inactiveOf(client, [...known.values()]).then((rows) => {
      for (const { tenantId, userId } of rows)
        this.people.set(keyOf(tenantId, userId), { tenantId, userId, isOff: true });
    });
    return Promise.all([newest, off]);
  }

  /** Counts a tenant from its first event on. */
  begin(tenant: TenantState, event: Recorded): void {
    const { tenantId } = tenant;
    if (event.position === 1) this.put({ tenantId, day: dayOf(event), people: 0, active: 0 });
  }

  /** Days never go back: an event of a slow clock counts on the newest day that there is. */
  move(tenant: TenantState, event: Recorded, more: Pick<Day, 'people' | 'active'>): void {
    this.begin(tenant, event);
    const former = this.newest.get(tenant.tenantId);
    if (!former) return;
    const day = dayOf(event);
    this.put({
      tenantId: former.tenantId,
      day: day > former.day ? day : former.day,
      people: former.people + more.people,
      active: former.active + more.active,
    });
  }

  isOff({ tenantId }: TenantState, userId: string): boolean {
    return this.people.get(keyOf(tenantId, userId))?.isOff === true;
  }

  /** Keeps that a person is inactive; `isOff: false` takes it away again. */
  switch({ tenantId }: TenantState, userId: string, isOff: boolean): void {
    if (!this.newest.has(tenantId)) return;
    const key = keyOf(tenantId, userId);
    this.people.set(key, { tenantId, userId, isOff });
    this.switched.add(key);
  }

  write(client: PoolClient): readonly Promise<unknown>[] {
    const days = [...this.days.values()];
    const people = [...this.switched].flatMap((key) => this.people.get(key) ?? []);
    const off = people.filter(({ isOff }) => isOff);
    const on = people.filter(({ isOff }) => !isOff);
    return [
      ...(days.length > 0 ? [sql.writeDays(client, days)] : []),
      ...(off.length > 0 ? [sql.addInactive(client, off)] : []),
      ...(on.length > 0 ? [sql.dropInactive(client, on)] : []),
    ];
  }

  private put(day: Day): void {
    this.newest.set(day.tenantId, day);
    this.days.set(`${day.tenantId}/${day.day}`, day);
  }
}
