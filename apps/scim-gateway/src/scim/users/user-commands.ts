import { Injectable } from '@nestjs/common';
import type { Attributes, Subject, TenantId } from '@rollcall/contracts';
import {
  asTest,
  claimsOf,
  DomainError,
  fold,
  isLive,
  isTestLogin,
  isTestUser,
  testUserId,
  userDecider,
  userSubject,
  type Claim,
  type User,
  type UserCommand,
} from '@rollcall/domain';
import { checkUserName, newestOf, userNameKeys } from '@rollcall/protocol';
import { randomUUID } from 'node:crypto';
import { departures } from '../memberships/membership-removals';
import { type Change, EventLog, type StreamState, type View } from '../../event-log/port/event-log';
import { checkEventSize } from '../pipeline/event-size';
import { claimsOn, heldOf, isSameName, refolding } from '../names/claims';
import type { Caller } from '../pipeline/caller';
import {
  allowed,
  existing,
  record,
  type Changed,
  type Condition,
} from '../pipeline/append-command';
import { isUserId } from '../pipeline/resource-id';

const nameOf = (attributes: Attributes): string => String(attributes['userName']);
const loginOf = (attributes: Attributes): string => newestOf(userNameKeys(nameOf(attributes)));

/** A user from its stream. */
export const userOf = (stream: StreamState | undefined): User => {
  if (stream === undefined) return userDecider.initial;
  if (stream.status === 'gone') return { status: 'gone' };
  const { status, attributes } = stream;
  const userId = stream.subject.slice(stream.subject.indexOf('/') + 1);
  return { status, userId, login: loginOf(attributes), attributes };
};

/** Turns requests into commands, and has the log decide them. */
@Injectable()
export class UserCommands {
  constructor(private readonly log: EventLog) {}

  /** Rejects with ClaimTaken when the userName is another user's. */
  async provision(caller: Caller, attributes: Attributes, correlationId: string): Promise<Changed> {
    checkUserName(nameOf(attributes));
    const login = loginOf(attributes);
    const userId = isTestLogin(login) ? testUserId(randomUUID()) : randomUUID();
    const claims = claimsOn('userName', nameOf(attributes));
    const to = userSubject(userId);
    return record(this.log, caller, correlationId, { subjects: [to], claims }, (view) => {
      allowed(caller, view.tenant, to);
      return {
        change: decided(
          to,
          { user: userDecider.initial, claims: [] },
          {
            type: 'ProvisionUser',
            userId,
            login,
            attributes,
          },
        ),
      };
    });
  }

  /**
   * `desired` gives the whole resource as it shall be, from the one that is: PUT and PATCH alike.
   * Rejects with DomainError user-unknown, VersionDiffers, ClaimTaken or what `desired` throws.
   */
  async change(
    caller: Caller,
    id: string,
    desired: (now: Attributes) => Attributes,
    condition: Condition,
    correlationId: string,
    userName?: string,
  ): Promise<Changed> {
    if (!isUserId(id)) throw new DomainError('user-unknown');
    const to = userSubject(id);
    const claims = userName === undefined ? [] : claimsOn('userName', userName);
    return record(this.log, caller, correlationId, { subjects: [to], claims }, async (view) => {
      const stream = await existing(caller, view, to, condition, 'user-unknown');
      const attributes = desired(stream.attributes);
      const [former, now] = [nameOf(stream.attributes), nameOf(attributes)];
      if (now !== former) checkUserName(now, former);
      const before = await userBefore(view, to, stream);
      const login = isSameName('userName', former, now) ? before.login : loginOf(attributes);
      return { change: decided(to, before, { type: 'ChangeUser', login, attributes }) };
    });
  }

  /**
   * Takes the name as the newest folding has it, and logs the user in by that. Nothing for one who is
   * gone; rejects with ClaimTaken when another user has it: both keep what they have.
   */
  async refold(tenantId: TenantId, to: Subject): Promise<void> {
    await this.log.append(tenantId, {
      ...refolding(),
      reads: { subjects: [to], claims: [] },
      decide: async (view) => {
        const stream = await view.stream(to);
        if (!stream || stream.status === 'gone') return {};
        const before = await userBefore(view, to, stream);
        const login = loginOf(stream.attributes);
        const change = decided(to, before, { type: 'RefoldUser', login });
        return { change: { ...change, claimsAfter: claimsOf(before.user, userNameKeys) } };
      },
    });
  }

  /** The user leaves its groups in the same append. Resolves to the position of the tenant then. */
  async remove(
    caller: Caller,
    id: string,
    condition: Condition,
    correlationId: string,
  ): Promise<number> {
    if (!isUserId(id)) throw new DomainError('user-unknown');
    const to = userSubject(id);
    const reads = { subjects: [to], claims: [], memberIds: [id] };
    const { position } = await record(this.log, caller, correlationId, reads, async (view) => {
      const stream = await existing(caller, view, to, condition, 'user-unknown');
      return {
        cascades: await departures(view, { type: 'User', id }),
        change: decided(to, await userBefore(view, to, stream), { type: 'DeprovisionUser' }),
      };
    });
    return position;
  }
}

/** A user before a change, and the claims that it has. */
interface UserBefore {
  readonly user: User;
  readonly claims: readonly Claim[];
}

/** The user of a live stream, who logs in by the newest claim that is the user's own. */
const userBefore = async (
  view: View,
  to: Subject,
  stream: StreamState,
): Promise<UserBefore & { readonly login: string }> => {
  const user = userOf(stream);
  const claims = await heldOf(view, to, claimsOf(user, userNameKeys));
  const login = claims.at(-1)?.value ?? loginOf(stream.attributes);
  return { user: isLive(user) ? { ...user, login } : user, claims, login };
};

const claimsAfter = ({ user, claims }: UserBefore, after: User): readonly Claim[] =>
  isLive(user) &&
  isLive(after) &&
  isSameName('userName', nameOf(user.attributes), nameOf(after.attributes))
    ? claims
    : claimsOf(after, userNameKeys);

const decided = (to: Subject, before: UserBefore, command: UserCommand): Change => {
  const facts = userDecider.decide(command, before.user);
  checkEventSize(facts);
  const after = fold(userDecider, before.user, facts);
  if (isLive(after) && isTestLogin(after.login) !== isTestUser(to))
    throw new DomainError('test-domain-crossed');
  return {
    subject: to,
    facts: isTestUser(to) ? asTest(facts) : facts,
    status: isLive(after) ? after.status : 'gone',
    attributes: isLive(after) ? after.attributes : {},
    claimsBefore: before.claims,
    claimsAfter: claimsAfter(before, after),
  };
};
