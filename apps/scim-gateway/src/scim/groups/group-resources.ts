import { Injectable } from '@nestjs/common';
import {
  applyPatch,
  groupProfiles,
  memberSteps,
  parseGroup,
  parsePatch,
  type Attributes,
  type ListQuery,
  type Profile,
} from '@rollcall/protocol';
import type { Reading } from '../../event-log/resources/resources';
import type { Caller } from '../pipeline/caller';
import { groupProfileOf } from '../pipeline/profile';
import type {
  ChangeContext,
  ListResult,
  ResourceType,
  ListOptions,
} from '../pipeline/resource-type';
import { GroupCommands } from './group-commands';
import { GroupQuestions } from './group-questions';

/** Groups, for every endpoint that serves them. */
@Injectable()
export class GroupResources implements ResourceType {
  readonly name = 'Group';
  readonly endpoint = '/Groups';
  readonly membershipAttribute = 'members';

  constructor(
    private readonly commands: GroupCommands,
    private readonly questions: GroupQuestions,
  ) {}

  profileFor({ tenant, restrictions }: Caller): Profile | undefined {
    return restrictions?.usersOnly ? undefined : groupProfiles[tenant.profile];
  }

  find(caller: Caller, query: ListQuery, options: ListOptions): Promise<ListResult> {
    return this.questions.list(caller, query, options);
  }

  async create({ caller, correlationId }: ChangeContext, body: unknown): Promise<Reading> {
    return this.commands.create(caller, parseGroup(groupProfileOf(caller), body), correlationId);
  }

  async replace({ caller, condition, correlationId }: ChangeContext, id: string, body: unknown) {
    const { attributes, members } = parseGroup(groupProfileOf(caller), body);
    const change = { desired: () => attributes, steps: [{ kind: 'replace' as const, members }] };
    return this.commands.change(caller, id, change, condition, correlationId);
  }

  async patch({ caller, condition, correlationId }: ChangeContext, id: string, body: unknown) {
    const profile = groupProfileOf(caller);
    const { steps, others } = memberSteps(parsePatch(profile, body));
    const change = { desired: (now: Attributes) => applyPatch(profile, now, others), steps };
    return this.commands.change(caller, id, change, condition, correlationId);
  }

  async remove({ caller, condition, correlationId }: ChangeContext, id: string): Promise<number> {
    groupProfileOf(caller);
    return this.commands.remove(caller, id, condition, correlationId);
  }
}
