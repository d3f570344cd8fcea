import { Injectable } from '@nestjs/common';
import {
  subject,
  type Attributes,
  type Member,
  type Subject,
  type TenantId,
} from '@rollcall/contracts';
import { DomainError, type GroupCommand } from '@rollcall/domain';
import {
  needsAllMembers,
  checkGroupName,
  membersAfter,
  idsNamedBy,
  ScimError,
  type GroupBody,
  type MemberStep,
  type MemberReference,
} from '@rollcall/protocol';
import { randomUUID } from 'node:crypto';
import {
  type Change,
  type Command,
  type Decision,
  EventLog,
  type StreamState,
  type View,
} from '../../event-log/port/event-log';
import type { Caller } from '../pipeline/caller';
import {
  allowed,
  existing,
  record,
  type Changed,
  type Condition,
} from '../pipeline/append-command';
import { claimsOn, heldOf, refolding } from '../names/claims';
import { isUserId } from '../pipeline/resource-id';
import { departures } from '../memberships/membership-removals';
import { byId, decided, groupClaims, groupOf, scimAttributesOf } from '../memberships/group-state';
import { checkNesting } from './nesting';

/** What a request makes of a group: of its attributes, and of who is in it. */
export interface GroupChange {
  readonly desired: (now: Attributes) => Attributes;
  readonly steps: readonly MemberStep[];
}

/** Turns requests about groups into commands, and has the log decide them. */
@Injectable()
export class GroupCommands {
  constructor(private readonly log: EventLog) {}

  /** Rejects with ClaimTaken when another group has the name, 400 for an unknown member. */
  async create(
    caller: Caller,
    { attributes, members }: GroupBody,
    correlationId: string,
  ): Promise<Changed> {
    checkGroupName(nameOf(attributes));
    const groupId = randomUUID();
    const steps: readonly MemberStep[] = [{ kind: 'add', members }];
    const to = subject('groups', groupId);
    const reads = {
      subjects: [to],
      claims: claimsOn('groupName', nameOf(attributes)),
      named: pairsOf(groupId, steps),
    };
    return record(this.log, caller, correlationId, reads, async (view) => {
      allowed(caller, view.tenant, to);
      const { joins } = await moves(view, groupId, steps);
      await checkNesting(view, groupId, joins);
      const named = { ...identity(attributes), groupId, joins };
      return { change: decided(groupId, groupOf(undefined), { type: 'CreateGroup', ...named }) };
    });
  }

  /**
   * Reads the rows of the members that the steps name, and all of the group's only when they ask
   * for all. Rejects with DomainError group-unknown, VersionDiffers, ClaimTaken, 400 for a member
   * that is not there or would hold the group, or what `desired` throws.
   */
  async change(
    caller: Caller,
    id: string,
    { desired, steps }: GroupChange,
    condition: Condition,
    correlationId: string,
  ): Promise<Changed> {
    const named = pairsOf(id, steps);
    return this.about(caller, id, { named }, condition, correlationId, async (view, stream) => {
      const attributes = desired(scimAttributesOf(stream));
      const { joins, leaves } = await moves(view, id, steps);
      await checkNesting(view, id, joins);
      checkGroupName(nameOf(attributes), nameOf(stream.attributes));
      const parts = { ...identity(attributes), joins, leaves };
      return { change: await ofNamed(view, id, stream, { type: 'ChangeGroup', ...parts }) };
    });
  }

  /** The group leaves the groups that hold it, in the same append; its members just lose it. */
  async remove(
    caller: Caller,
    id: string,
    condition: Condition,
    correlationId: string,
  ): Promise<number> {
    const reads = { memberIds: [id] };
    const gone = this.about(caller, id, reads, condition, correlationId, async (view, stream) => ({
      cascades: await departures(view, { type: 'Group', id }),
      change: await ofNamed(view, id, stream, { type: 'DeleteGroup' }),
    }));
    return (await gone).position;
  }

  /** As UserCommands.refold: the name is taken, and nothing else happens. */
  async refold(tenantId: TenantId, to: Subject): Promise<void> {
    await this.log.append(tenantId, {
      ...refolding(),
      reads: { subjects: [to], claims: [] },
      decide: async (view) => {
        const stream = await view.stream(to);
        if (!stream || stream.status === 'gone') return {};
        const { displayName, externalId } = identity(stream.attributes);
        const stays = { displayName, externalId, joins: [], leaves: [] };
        const change = await ofNamed(view, idOf(to), stream, { type: 'ChangeGroup', ...stays });
        return { change: { ...change, claimsAfter: groupClaims(groupOf(stream)) } };
      },
    });
  }

  private about(
    caller: Caller,
    id: string,
    reads: Pick<Command['reads'], 'memberIds' | 'named'>,
    condition: Condition,
    correlationId: string,
    decide: (view: View, stream: StreamState) => Promise<Decision>,
  ): Promise<Changed> {
    if (!isUserId(id)) return Promise.reject(new DomainError('group-unknown'));
    const to = subject('groups', id);
    const all = { subjects: [to], claims: [], ...reads };
    return record(this.log, caller, correlationId, all, async (view) =>
      decide(view, await existing(caller, view, to, condition, 'group-unknown')),
    );
  }
}

/** Decides a command on an existing group, after it has read the group's claims. */
const ofNamed = async (
  view: View,
  id: string,
  stream: StreamState,
  command: GroupCommand,
): Promise<Change> => {
  const before = groupOf(stream);
  const held = await heldOf(view, stream.subject, groupClaims(before));
  return decided(id, before, command, held);
};

const idOf = (to: Subject): string => to.slice('groups/'.length);

const nameOf = ({ displayName }: Attributes): string => String(displayName);

const identity = ({ displayName, externalId }: Attributes) => ({
  displayName: String(displayName),
  ...(typeof externalId === 'string' ? { externalId } : {}),
});

/** The ids that the steps name, once each; what can be no id reaches no database. */
const idsOf = (steps: readonly MemberStep[]): readonly string[] =>
  [...new Set(steps.flatMap(idsNamedBy))].filter(isUserId);

const pairsOf = (groupId: string, steps: readonly MemberStep[]) =>
  idsOf(steps).map((memberId) => ({ groupId, memberId }));

/** The exact members that join and leave by the steps. */
const moves = async (
  view: View,
  groupId: string,
  steps: readonly MemberStep[],
): Promise<{ joins: readonly Member[]; leaves: readonly Member[] }> => {
  const ids = idsOf(steps);
  const named = byId(ids.length > 0 ? await view.memberships.named(groupId, ids) : []);
  const before = byId<Member>(
    needsAllMembers(steps)
      ? await view.memberships.members(groupId)
      : [...named.values()].filter(({ member }) => member),
  );
  const after = membersAfter(steps, before.values(), (id) => named.get(id)?.type);
  return {
    joins: [...after.values()]
      .filter(({ id }) => !before.has(id))
      .map((member) => found(member, named.get(member.id))),
    leaves: [...before.values()].filter(({ id }) => !after.has(id)),
  };
};

const found = ({ id, type }: MemberReference, here: Member | undefined): Member => {
  if (!here)
    throw new ScimError(
      400,
      `There is no user or group with the id ${JSON.stringify(id.slice(0, 80))} to be a member. Create it first.`,
      'invalidValue',
    );
  if (type !== undefined && type !== here.type)
    throw new ScimError(400, `The member ${id} is a ${here.type}, not a ${type}.`, 'invalidValue');
  return { type: here.type, id };
};
