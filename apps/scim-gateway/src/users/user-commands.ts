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
import type { Change, EventLog, StreamState, TenantState, View } from '../log/event-log';
import { checkEventSize } from '../log/event-size';
import type { Caller } from '../scim/caller';
import { isUserId } from './user-id';

/** The tenant chose another profile while the request was read: read it again. */
export class ProfileMoved extends Error {
  override readonly name = 'ProfileMoved';
}

/** If-Match named another version (RFC 7644 §3.14). */
export class VersionDiffers extends Error {
  override readonly name = 'VersionDiffers';
}

/** Whether a request's conditional headers allow a change of this version. */
export type Condition = (version: number) => boolean;

const loginOf = (attributes: Attributes): string => foldCase(String(attributes['userName']));

const userOf = (stream: StreamState | undefined): User => {
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
    return this.append(caller, correlationId, to, { subjects: [to], claims }, (view) => {
      allowed(caller, view.tenant, to);
      return decided(to, userDecider.initial, {
        type: 'ProvisionUser',
        userId,
        login,
        attributes,
      });
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
    return this.append(caller, correlationId, to, { subjects: [to], claims }, async (view) => {
      const stream = await existing(caller, view, to, condition);
      const attributes = desired(stream.attributes);
      return decided(to, userOf(stream), {
        type: 'ChangeUser',
        login: loginOf(attributes),
        attributes,
      });
    });
  }

  async remove(
    caller: Caller,
    id: string,
    condition: Condition,
    correlationId: string,
  ): Promise<void> {
    if (!isUserId(id)) throw new DomainError('user-unknown');
    const to = userSubject(id);
    await this.append(caller, correlationId, to, { subjects: [to], claims: [] }, async (view) => {
      const stream = await existing(caller, view, to, condition);
      return decided(to, userOf(stream), { type: 'DeprovisionUser' });
    });
  }

  private async append(
    caller: Caller,
    correlationId: string,
    to: Subject,
    reads: { subjects: readonly Subject[]; claims: readonly ReturnType<typeof claim>[] },
    decide: (view: View) => Change | Promise<Change>,
  ): Promise<StreamState> {
    const { stream } = await this.log.append(caller.tenantId, {
      id: randomUUID(),
      actor: `token:${caller.tokenId}`,
      correlationId,
      reads,
      decide: async (view) => ({ change: await decide(view) }),
    });
    if (!stream) throw new Error(`the log named no stream for ${to.split('/')[0]}`);
    return stream;
  }
}

const claim = (userName: string) => ({ kind: 'userName' as const, value: foldCase(userName) });

// A connection is tested before it is switched on: a test user's writes pass.
const allowed = (caller: Caller, tenant: TenantState, to: Subject): void => {
  if (tenant.provisioning !== 'enabled' && !isTestUser(to))
    throw new DomainError('provisioning-disabled');
  if (tenant.profile !== caller.tenant.profile) throw new ProfileMoved();
};

const existing = async (
  caller: Caller,
  view: View,
  to: Subject,
  condition: Condition,
): Promise<StreamState> => {
  allowed(caller, view.tenant, to);
  const stream = await view.stream(to);
  if (!stream || stream.status === 'gone') throw new DomainError('user-unknown');
  if (!condition(stream.version)) throw new VersionDiffers();
  return stream;
};

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
