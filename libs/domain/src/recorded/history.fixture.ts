/** Histories of tenants for the recorded topics: decided by the deciders, the same at each run. */
import {
  catalogue,
  isEventType,
  subject,
  tenantId,
  type Fact,
  type GroupEvent,
  type Member,
  type Recorded,
  type Subject,
} from '@rollcall/contracts';
import { fold, type Decider } from '../decider';
import { groupDecider } from '../group/group.decide';
import { isLiveGroup } from '../group/group';
import { tenantDecider, type TenantCommand } from '../tenant/tenant';
import { asTest, testUserId, userSubject } from '../user/test-user';
import { isLive } from '../user/user';
import { userDecider, type UserCommand } from '../user/user.decide';

export const EPOCHS = [
  'f1d2a3b4-0000-4000-8000-000000000001',
  '2.f1d2a3b4-0000-4000-8000-000000000002',
] as const;

const uuid = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** The same in every tenant: who forgets the tenant in a key mixes them up. */
export const PEOPLE = { ada: uuid(1), bob: uuid(2), cleo: uuid(3), dan: uuid(4), eve: uuid(5) };
export const GROUPS = { everybody: uuid(101), engineering: uuid(102) };
export type Person = keyof typeof PEOPLE;
export type GroupName = keyof typeof GROUPS;

export const user = (person: Person): Member => ({ type: 'User', id: PEOPLE[person] });
export const group = (name: GroupName): Member => ({ type: 'Group', id: GROUPS[name] });

export interface Seat {
  readonly userId: string;
  readonly login: string;
  readonly mayLogIn: boolean;
}

export interface GroupState {
  readonly groupId: string;
  readonly displayName: string;
  readonly members: readonly Member[];
}

/** What a reader has of a tenant when it has processed its events up to a position. */
export interface TenantState {
  readonly position: number;
  readonly epoch?: string;
  readonly seats: readonly Seat[];
  readonly groups?: readonly GroupState[];
}

const byId = (one: Member, other: Member): number => (one.id < other.id ? -1 : 1);

const noMembers: readonly Member[] = [];

const membersAfter = (members: readonly Member[], event: GroupEvent): readonly Member[] => {
  if (event.type === 'GroupMembersAdded') return [...members, ...event.data.members].sort(byId);
  if (event.type !== 'GroupMembersRemoved') return members;
  const left = new Set(event.data.members.map(({ id }) => id));
  return members.filter(({ id }) => !left.has(id));
};

/** The events of one stream, as its decider takes them. */
const factsOf = <Event extends Fact>(
  events: readonly Recorded[],
  of: Subject,
  { handles }: Pick<Decider<unknown, never, Event>, 'handles'>,
): readonly Event[] => {
  const facts: readonly Fact[] = events.filter((event) => event.subject === of);
  return facts.filter(handles);
};

const STARTED = Date.parse('2026-01-31T12:00:00.000Z');
const ENDED = new Set(['TenantErased', 'TenantMoved', 'MovedTenantErased']);

export class History {
  constructor(
    readonly name: string,
    private readonly recorded: Recorded[] = [],
    private readonly epoch: string = EPOCHS[0],
  ) {}

  static registered(name: string): History {
    const profile = 'strict';
    return new History(name).tenant({
      type: 'RegisterTenant',
      name,
      profile,
      provisioning: 'enabled',
    });
  }

  /** All events, or those of a range of positions. */
  events(from = 1, to = this.recorded.length): readonly Recorded[] {
    return this.recorded.slice(from - 1, to);
  }

  event(position: number): Recorded {
    const event = this.recorded[position - 1];
    if (!event) throw new Error(`${this.name} has no position ${position}`);
    return event;
  }

  /** The log restored from a backup that has the events up to `position`. */
  restored(position: number): History {
    return new History(this.name, this.recorded.slice(0, position), EPOCHS[1]);
  }

  tenant(command: TenantCommand): this {
    return this.append(tenantDecider, subject('tenants', this.name), command);
  }

  join(person: Person, attributes: object = {}): this {
    const userName = `${person[0]?.toUpperCase()}${person.slice(1)}@${this.name}.example`;
    return this.user(person, {
      type: 'ProvisionUser',
      userId: PEOPLE[person],
      login: userName.toLowerCase(),
      attributes: { userName, displayName: person, ...attributes },
    });
  }

  change(person: Person, attributes: object): this {
    const before = this.userOf(userSubject(PEOPLE[person]));
    if (!isLive(before)) throw new Error(`${person} is not there`);
    const after = { ...before.attributes, ...attributes };
    const login = String(after['userName']).toLowerCase();
    return this.user(person, { type: 'ChangeUser', login, attributes: after });
  }

  leave(person: Person): this {
    return this.user(person, { type: 'DeprovisionUser' });
  }

  erase(person: Person): this {
    return this.user(person, { type: 'EraseUser', userId: PEOPLE[person] });
  }

  /** The test user of a connection test: comes, is switched off, goes. */
  connectionTest(): this {
    const userId = testUserId(uuid(9));
    const login = 'test@connection-test.rollcall.invalid';
    const attributes = { userName: login };
    const of = userSubject(userId);
    const commands: UserCommand[] = [
      { type: 'ProvisionUser', userId, login, attributes },
      { type: 'ChangeUser', login, attributes: { ...attributes, active: false } },
      { type: 'DeprovisionUser' },
    ];
    let state = userDecider.initial;
    for (const command of commands) {
      const facts = userDecider.decide(command, state);
      state = fold(userDecider, state, facts);
      this.record(of, asTest(facts));
    }
    return this;
  }

  createGroup(name: GroupName, ...joins: readonly Member[]): this {
    const groupId = GROUPS[name];
    return this.group(name, { type: 'CreateGroup', groupId, displayName: name, joins });
  }

  changeGroup(name: GroupName, joins: readonly Member[], leaves: readonly Member[] = []): this {
    return this.group(name, { type: 'ChangeGroup', displayName: name, joins, leaves });
  }

  renameGroup(name: GroupName, displayName: string): this {
    return this.group(name, { type: 'ChangeGroup', displayName, joins: [], leaves: [] });
  }

  takeOut(name: GroupName, ...members: readonly Member[]): this {
    return this.group(name, { type: 'TakeOut', members });
  }

  deleteGroup(name: GroupName): this {
    return this.group(name, { type: 'DeleteGroup' });
  }

  /** An event that no decider of today makes: of a later release, or of a former one. */
  says(of: Subject, fact: Fact): this {
    return this.record(of, [fact]);
  }

  /** `groups`: where the log has some. */
  state(position = this.recorded.length, groups = false): TenantState {
    const events = this.events(1, position);
    const epoch = events.at(-1)?.epoch;
    const ended = events.some(({ type }) => ENDED.has(type));
    return {
      position,
      ...(epoch === undefined ? {} : { epoch }),
      seats: ended ? [] : this.seats(events),
      ...(groups ? { groups: ended ? [] : this.groups(events) } : {}),
    };
  }

  private seats(events: readonly Recorded[]): readonly Seat[] {
    return Object.values(PEOPLE).flatMap((userId) => {
      const one = this.userOf(userSubject(userId), events);
      return isLive(one) ? [{ userId, login: one.login, mayLogIn: one.status === 'active' }] : [];
    });
  }

  private groups(events: readonly Recorded[]): readonly GroupState[] {
    return Object.values(GROUPS).flatMap((groupId) => {
      const own = factsOf(events, subject('groups', groupId), groupDecider);
      const state = fold(groupDecider, groupDecider.initial, own);
      if (!isLiveGroup(state)) return [];
      const { displayName } = state;
      return [{ groupId, displayName, members: own.reduce(membersAfter, noMembers) }];
    });
  }

  private userOf(of: Subject, events: readonly Recorded[] = this.recorded) {
    const own = factsOf(events, of, userDecider);
    return fold(userDecider, userDecider.initial, own);
  }

  private user(person: Person, command: UserCommand): this {
    return this.append(userDecider, userSubject(PEOPLE[person]), command);
  }

  private group(name: GroupName, command: Parameters<typeof groupDecider.decide>[0]): this {
    return this.append(groupDecider, subject('groups', GROUPS[name]), command);
  }

  private append<State, Command, Event extends Fact>(
    decider: Decider<State, Command, Event>,
    of: Subject,
    command: Command,
  ): this {
    const own = factsOf(this.recorded, of, decider);
    return this.record(of, decider.decide(command, fold(decider, decider.initial, own)));
  }

  private record(of: Subject, facts: readonly Fact[]): this {
    facts.forEach(({ type, data }, index) => {
      const position = this.recorded.length + 1;
      this.recorded.push({
        tenantId: tenantId(this.name),
        position,
        subject: of,
        streamVersion: this.recorded.filter((event) => event.subject === of).length + 1,
        type,
        version: isEventType(type) ? catalogue[type].version : 1,
        data,
        actor: 'token:9haI3g1rKBwwEA86',
        actorLabel: 'Okta',
        correlationId: uuid(1_000 + position - index),
        time: new Date(STARTED + position * 1_000).toISOString(),
        epoch: this.epoch,
        lastOfRequest: index === facts.length - 1,
      });
    });
    return this;
  }
}

/** What a reader has at the end of some histories, or further up. */
export const ends = (
  ...all: readonly (History | readonly [History, number])[]
): Record<string, TenantState> =>
  Object.fromEntries(
    all.map((one) =>
      one instanceof History ? [one.name, one.state()] : [one[0].name, one[0].state(one[1])],
    ),
  );
