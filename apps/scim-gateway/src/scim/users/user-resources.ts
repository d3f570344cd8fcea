import { Injectable } from '@nestjs/common';
import {
  applyPatch,
  parsePatch,
  parseUser,
  type ListQuery,
  type Profile,
} from '@rollcall/protocol';
import type { Reading } from '../../event-log/resources/resources';
import type { Caller } from '../pipeline/caller';
import { profileOf } from '../pipeline/profile';
import type {
  ChangeContext,
  ListResult,
  ResourceType,
  ListOptions,
} from '../pipeline/resource-type';
import { UserCommands } from './user-commands';
import { UserQuestions } from './user-questions';

/** Users, for every endpoint that serves them. */
@Injectable()
export class UserResources implements ResourceType {
  readonly name = 'User';
  readonly endpoint = '/Users';
  readonly membershipAttribute = 'groups';

  constructor(
    private readonly commands: UserCommands,
    private readonly questions: UserQuestions,
  ) {}

  profileFor(caller: Caller): Profile {
    return profileOf(caller);
  }

  find(caller: Caller, query: ListQuery, options: ListOptions): Promise<ListResult> {
    return this.questions.list(caller, query, options);
  }

  async create({ caller, correlationId }: ChangeContext, body: unknown): Promise<Reading> {
    return this.commands.provision(caller, parseUser(profileOf(caller), body), correlationId);
  }

  async replace({ caller, condition, correlationId }: ChangeContext, id: string, body: unknown) {
    const wanted = parseUser(profileOf(caller), body, null);
    return this.commands.change(
      caller,
      id,
      // A PUT that does not say leaves a person switched on or off as they are.
      (now) => ({ ...(now['active'] === undefined ? {} : { active: now['active'] }), ...wanted }),
      condition,
      correlationId,
      String(wanted['userName']),
    );
  }

  async patch({ caller, condition, correlationId }: ChangeContext, id: string, body: unknown) {
    const profile = profileOf(caller);
    const operations = parsePatch(profile, body);
    return this.commands.change(
      caller,
      id,
      (now) => applyPatch(profile, now, operations),
      condition,
      correlationId,
    );
  }

  remove({ caller, condition, correlationId }: ChangeContext, id: string): Promise<number> {
    return this.commands.remove(caller, id, condition, correlationId);
  }
}
