import type { Attributes, Subject } from '@rollcall/contracts';
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
  type User,
  type UserCommand,
} from '@rollcall/domain';
import { foldCase } from '@rollcall/protocol';
import { randomUUID } from 'node:crypto';
import { departures } from '../groups/departures';
import type { Change, EventLog, StreamState } from '../log/event-log';
import { checkEventSize } from '../log/event-size';
import type { Caller } from '../scim/caller';
import { allowed, existing, record, type Condition } from '../scim/recording';
import { isUserId } from './user-id';

const loginOf = (attributes: Attributes): string => foldCase(String(attributes['userName']));

/** A user from its stream. */
export const userOf = (stream: StreamState | undefined): User => {
  if (stream === undefined) return userDecider.initial;
  if (stream.status === 'gone') return { status: 'gone' };
  const { status, attributes } = stream;
  const userId = stream.subject.slice(stream.subject.indexOf('/') + 1);
  return { status, userId, login: loginOf(attributes), attributes };
};

/** Turns requests into commands, and has the log decide them. */
export class UserCommands {
  constructor(private readonly log: EventLog) {}

  /** Rejects with ClaimTaken when the userName is another user's. */
  async provision(
    caller: Caller,
    attributes: Attributes,
    correlationId: string,
  ): Promise<StreamState> {
    const login = loginOf(attributes);
    const userId = isTestLogin(login) ? testUserId(randomUUID()) : randomUUID();
    const claims = [{ kind: 'userName' as const, value: login }];
    const to = userSubject(userId);
    return record(this.log, caller, correlationId, { subjects: [to], claims }, (view) => {
      allowed(caller, view.tenant, to);
      return {
        change: decided(to, userDecider.initial, {
          type: 'ProvisionUser',
          userId,
          login,
          attributes,
        }),
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
  ): Promise<StreamState> {
    if (!isUserId(id)) throw new DomainError('user-unknown');
    const to = userSubject(id);
    const claims = userName === undefined ? [] : [claim(userName)];
    return record(this.log, caller, correlationId, { subjects: [to], claims }, async (view) => {
      const stream = await existing(caller, view, to, condition, 'user-unknown');
      const attributes = desired(stream.attributes);
      return {
        change: decided(to, userOf(stream), {
          type: 'ChangeUser',
          login: loginOf(attributes),
          attributes,
        }),
      };
    });
  }

  /** The user leaves its groups in the same append. */
  async remove(
    caller: Caller,
    id: string,
    condition: Condition,
    correlationId: string,
  ): Promise<void> {
    if (!isUserId(id)) throw new DomainError('user-unknown');
    const to = userSubject(id);
    const reads = { subjects: [to], claims: [], memberIds: [id] };
    await record(this.log, caller, correlationId, reads, async (view) => {
      const stream = await existing(caller, view, to, condition, 'user-unknown');
      return {
        brings: await departures(view, { type: 'User', id }),
        change: decided(to, userOf(stream), { type: 'DeprovisionUser' }),
      };
    });
  }
}

const claim = (userName: string) => ({ kind: 'userName' as const, value: foldCase(userName) });

const decided = (to: Subject, before: User, command: UserCommand): Change => {
  const facts = userDecider.decide(command, before);
  checkEventSize(facts);
  const after = fold(userDecider, before, facts);
  if (isLive(after) && isTestLogin(after.login) !== isTestUser(to))
    throw new DomainError('test-domain-crossed');
  return {
    subject: to,
    facts: isTestUser(to) ? asTest(facts) : facts,
    status: isLive(after) ? after.status : 'gone',
    attributes: isLive(after) ? after.attributes : {},
    held: claimsOf(before),
    holds: claimsOf(after),
  };
};
