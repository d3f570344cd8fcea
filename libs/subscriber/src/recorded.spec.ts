import {
  handle,
  isHandled,
  type GroupEvent,
  type Handlers,
  type KnownEvent,
  type Member,
  type MovedTenantErased,
  type ReadEvent,
  type TenantErased,
  type TenantMoved,
  type UserEvent,
} from '@rollcall/contracts';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deliver } from './event-batch';
import type { Stopped } from './halts';
import { partitionOf } from './partition';
import { Reader } from './reader';

interface Line {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value?: string | null;
  readonly valueBase64?: string;
}
interface Hold {
  readonly tenant: string;
  readonly reason: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly ends?: boolean;
}
interface Outcome {
  readonly tenants: Readonly<Record<string, { readonly groups?: unknown }>>;
  readonly holds: readonly Hold[];
}

const folder = join(__dirname, '../../contracts/recorded');
const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ndjson'))
  .map((file) => file.slice(0, -'.ndjson'.length));

const bytesOf = ({ value, valueBase64 }: Line): Buffer | null =>
  valueBase64 !== undefined
    ? Buffer.from(valueBase64, 'base64')
    : value === null || value === undefined
      ? null
      : Buffer.from(value);

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^position \d+ came after/, 'gap'],
  [/epoch/, 'history'],
  [/has version \d+; this reader knows/, 'unknown-version'],
];
const wordOf = (reason: string): string =>
  REASONS.find(([pattern]) => pattern.test(reason))?.[1] ?? 'unreadable';

type Handled = KnownEvent<UserEvent | GroupEvent | TenantErased | TenantMoved | MovedTenantErased>;
interface Seat {
  readonly login: string;
  readonly mayLogIn: boolean;
}
interface GroupRow {
  readonly displayName: string;
  readonly members: readonly Member[];
}
interface TenantRows {
  readonly seats: Map<string, Seat>;
  readonly groups: Map<string, GroupRow>;
}

const inOrder = <Row>(rows: ReadonlyMap<string, Row>): readonly (readonly [string, Row])[] =>
  [...rows].sort(([one], [other]) => (one < other ? -1 : 1));
const byId = (one: Member, other: Member): number => (one.id < other.id ? -1 : 1);

const clear = (_: unknown, { seats, groups }: TenantRows): void => {
  seats.clear();
  groups.clear();
};

const handlers: Handlers<Handled, [rows: TenantRows], void> = {
  UserProvisioned: ({ data: { userId, login, attributes } }, { seats }) =>
    void seats.set(userId, { login, mayLogIn: attributes['active'] !== false }),
  UserProfileChanged: ({ data: { userId, login } }, { seats }) =>
    void seats.set(userId, { login, mayLogIn: seats.get(userId)?.mayLogIn === true }),
  UserDeactivated: ({ data: { userId, login } }, { seats }) =>
    void seats.set(userId, { login, mayLogIn: false }),
  UserReactivated: ({ data: { userId, login } }, { seats }) =>
    void seats.set(userId, { login, mayLogIn: true }),
  UserDeprovisioned: ({ data }, { seats }) => void seats.delete(data.userId),
  UserErased: ({ data }, { seats }) => void seats.delete(data.userId),
  GroupCreated: ({ data: { groupId, displayName } }, { groups }) =>
    void groups.set(groupId, { displayName, members: [] }),
  GroupRenamed: ({ data: { groupId, displayName } }, { groups }) =>
    void groups.set(groupId, { displayName, members: groups.get(groupId)?.members ?? [] }),
  GroupMembersAdded: ({ data: { groupId, displayName, members } }, { groups }) => {
    const before = groups.get(groupId)?.members ?? [];
    groups.set(groupId, { displayName, members: [...before, ...members].sort(byId) });
  },
  GroupMembersRemoved: ({ data: { groupId, displayName, members } }, { groups }) => {
    const left = new Set(members.map(({ id }) => id));
    const before = groups.get(groupId)?.members ?? [];
    groups.set(groupId, { displayName, members: before.filter(({ id }) => !left.has(id)) });
  },
  GroupDeleted: ({ data }, { groups }) => void groups.delete(data.groupId),
  TenantErased: clear,
  TenantMoved: clear,
  MovedTenantErased: clear,
};

/** What a subscriber stores, from the events alone. */
class Rows {
  readonly places = new Map<string, { position: number; epoch: string }>();
  private readonly tenants = new Map<string, TenantRows>();

  handle(event: ReadEvent): void {
    const { tenantId, position, epoch } = event;
    if (isHandled<Handled>(handlers, event)) handle(handlers, event, this.of(tenantId));
    this.places.set(tenantId, { position, epoch });
  }

  outcome(wanted: Outcome['tenants']) {
    return Object.fromEntries(
      [...this.places].map(([tenant, place]) => {
        const { seats, groups } = this.of(tenant);
        const some = inOrder(groups).map(([groupId, one]) => ({ groupId, ...one }));
        return [
          tenant,
          {
            ...place,
            seats: inOrder(seats).map(([userId, seat]) => ({ userId, ...seat })),
            ...(wanted[tenant]?.groups === undefined ? {} : { groups: some }),
          },
        ];
      }),
    );
  }

  private of(tenant: string): TenantRows {
    const rows = this.tenants.get(tenant) ?? { seats: new Map(), groups: new Map() };
    this.tenants.set(tenant, rows);
    return rows;
  }
}

/** The log, as a consumer of Kafka gives it to a reader: a seek gives records again. */
const play = async (log: readonly Line[]) => {
  const rows = new Rows();
  const holds: Hold[] = [];
  const handled: string[] = [];
  let at = 0;
  let topic = log[0]?.topic ?? '';
  const reader = new Reader({
    handle: (event) => {
      handled.push(`${event.tenantId}/${event.position}`);
      rows.handle(event);
    },
    positionOf: (tenant) => rows.places.get(tenant) ?? 0,
    onHeld: ({ tenantId, partition, offset, reason }: Stopped) => {
      if (tenantId !== undefined)
        holds.push({
          tenant: tenantId,
          reason: wordOf(reason),
          topic,
          partition,
          offset: Number(offset),
        });
    },
    seek: (partition, offset) => {
      at = log.findIndex(
        (one) =>
          one.topic === topic && one.partition === partition && one.offset === Number(offset),
      );
    },
  });
  while (at < log.length) {
    const line = log[at] as Line;
    // Another topic is another assignment.
    if (line.topic !== topic) reader.forget();
    topic = line.topic;
    at += 1;
    const { key, headers } = line;
    const record = {
      key: key === null ? null : Buffer.from(key),
      value: bytesOf(line),
      headers: { ...headers },
      offset: String(line.offset),
    };
    await reader.take({ partition: line.partition, events: [deliver(record)] });
  }
  return { rows, holds, handled, held: reader.held().map(({ tenantId }) => tenantId) };
};

describe('the kit, over the recorded topic', () => {
  it.each(names)('%s', async (name) => {
    const log = text(`${name}.ndjson`)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const expected = JSON.parse(text(`${name}.json`)) as Outcome;
    const { rows, holds, handled, held } = await play(log);
    expect(rows.outcome(expected.tenants)).toEqual(expected.tenants);
    expect(holds).toEqual(expected.holds.map(({ ends: _, ...hold }) => hold));
    expect(held).toEqual(expected.holds.flatMap((one) => (one.ends ? [] : [one.tenant])));
    expect(new Set(handled).size).toBe(handled.length);
  });

  it('has tenants in the partitions that Kafka gives them', () => {
    for (const name of names)
      for (const line of text(`${name}.ndjson`).trimEnd().split('\n')) {
        const { key, partition } = JSON.parse(line) as Line;
        if (key !== null) expect([key, partition]).toEqual([key, partitionOf(key, 4)]);
      }
  });
});
