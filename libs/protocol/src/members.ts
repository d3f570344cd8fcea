/**
 * The members of a group in requests. They are rows and not part of the resource that PATCH works
 * on: operations on them become steps, which look only at the members that they name.
 */
import { invalidFilter, invalidValue, mutability, noTarget, quoted, twice } from './errors';
import type { Filter } from './filter/ast';
import { valueTest } from './filter/matches';
import { foldingOnce } from './case-fold';
import { LIMITS } from './limits';
import type { PatchOperation } from './patch/operation';
import { CostBudget, termsOf } from './patch/cost-budget';
import type { Profile } from './profiles/profile';
import { membersAttribute } from './schemas/group';
import { parseResource } from './validate';
import { isObject, single, type Attributes, type Json } from './value';

/** A member as a request names it. */
export interface MemberReference {
  readonly id: string;
  readonly type?: 'User' | 'Group';
}

export type MemberStep =
  | { readonly kind: 'add' | 'replace'; readonly members: readonly MemberReference[] }
  | { readonly kind: 'remove'; readonly ids: readonly string[] }
  | {
      readonly kind: 'removeWhere';
      readonly test: (member: MemberReference) => boolean;
      /** Comparisons that the test costs for each member. */
      readonly weight: number;
    };

export interface GroupBody {
  readonly attributes: Attributes;
  readonly members: readonly MemberReference[];
}

/** The body of POST and PUT. Throws as parseUser does. */
export const parseGroup = (profile: Profile, body: unknown): GroupBody => {
  if (!isObject(body)) return { attributes: parseResource(profile, body), members: [] };
  const isMembers = (name: string): boolean =>
    [membersAttribute.name, `${profile.core.id}:${membersAttribute.name}`.toLowerCase()].includes(
      name.toLowerCase(),
    );
  const names = Object.keys(body).filter(isMembers);
  if (names.length > 1) throw twice(membersAttribute.name, 'the resource');
  const rest = Object.entries(body).filter(([name]) => !isMembers(name));
  return {
    attributes: parseResource(profile, Object.fromEntries(rest)),
    members: referencesOf(body[names[0] ?? '']),
  };
};

/** The steps of a PATCH, in their order, and the operations on everything else. */
export const memberSteps = (
  operations: readonly PatchOperation[],
): { readonly steps: readonly MemberStep[]; readonly others: readonly PatchOperation[] } => {
  const steps: MemberStep[] = [];
  const others: PatchOperation[] = [];
  for (const operation of operations) {
    const { target } = operation;
    if (target.kind === 'attribute' && target.attribute === membersAttribute)
      steps.push(stepOf(operation, target));
    else others.push(operation);
  }
  const named = steps.reduce((sum, step) => sum + idsNamedBy(step).length, 0);
  if (named > LIMITS.members) throw tooManyMembers();
  return { steps, others };
};

/** The ids that a step names. */
export const idsNamedBy = (step: MemberStep): readonly string[] => {
  switch (step.kind) {
    case 'remove':
      return step.ids;
    case 'removeWhere':
      return [];
    case 'add':
    case 'replace':
      return step.members.map(({ id }) => id);
  }
};

/** Whether the steps ask about members that they do not name: those of the whole group. */
export const needsAllMembers = (steps: readonly MemberStep[]): boolean =>
  steps.some(({ kind }) => kind === 'replace' || kind === 'removeWhere');

/**
 * Who is a member after the steps, of those that were before and those that they add. `typeOf` says
 * what is known of an id that a request names without a type. Throws 413 when the steps look at
 * members too often: each filter looks at everyone who is left.
 */
export const membersAfter = (
  steps: readonly MemberStep[],
  before: Iterable<MemberReference>,
  typeOf: (id: string) => MemberReference['type'],
): ReadonlyMap<string, MemberReference> => foldingOnce(() => after(steps, before, typeOf));

const after = (
  steps: readonly MemberStep[],
  before: Iterable<MemberReference>,
  typeOf: (id: string) => MemberReference['type'],
): ReadonlyMap<string, MemberReference> => {
  let now = new Map<string, MemberReference>();
  for (const one of before) now.set(one.id, one);
  const typed = (one: MemberReference): MemberReference => {
    if (one.type) return one;
    const type = typeOf(one.id);
    return type ? { ...one, type } : one;
  };
  const budget = new CostBudget();
  for (const step of steps) {
    if (step.kind === 'replace') now = new Map();
    if (step.kind === 'remove') for (const id of step.ids) now.delete(id);
    else if (step.kind === 'removeWhere') {
      budget.spend(now.size * step.weight);
      for (const one of now.values()) if (step.test(typed(one))) now.delete(one.id);
    } else for (const one of step.members) now.set(one.id, one);
  }
  return now;
};

type Target = Extract<PatchOperation['target'], { kind: 'attribute' }>;

const stepOf = ({ op, value }: PatchOperation, { filter, subAttribute }: Target): MemberStep => {
  if (subAttribute)
    throw mutability(
      `"members.${subAttribute.name}" cannot be changed. Remove the member and add another.`,
    );
  if (filter) return filtered(op, filter, value);
  if (op === 'remove')
    return value === undefined || value === null
      ? { kind: 'replace', members: [] }
      : { kind: 'remove', ids: referencesOf(value).map(({ id }) => id) };
  return { kind: op, members: referencesOf(value) };
};

const filtered = (
  op: PatchOperation['op'],
  filter: Filter,
  value: Json | undefined,
): MemberStep => {
  const ids = idsOf(filter);
  if (op === 'remove')
    return ids
      ? { kind: 'remove', ids }
      : { kind: 'removeWhere', test: testOf(filter), weight: 4 + 3 * termsOf(filter) };
  const [id, ...more] = ids ?? [];
  if (id === undefined || more.length > 0)
    throw noTarget(
      'A member is added by its id: members[value eq "…"], or "members" with a value.',
    );
  const named = referencesOf(isObject(value) ? { value: id, ...value } : value);
  if (named.some((one) => one.id !== id))
    throw mutability('The "value" of a member cannot be changed. Remove it and add another.');
  return { kind: 'add', members: named.length > 0 ? named : [{ id }] };
};

/** The ids of `value eq "…"` and of several joined by `or`; undefined for any other filter. */
const idsOf = (filter: Filter): readonly string[] | undefined => {
  if (filter.kind === 'compare')
    return filter.operator === 'eq' &&
      typeof filter.value === 'string' &&
      filter.path.attribute.toLowerCase() === 'value'
      ? [filter.value]
      : undefined;
  if (filter.kind !== 'or') return undefined;
  const parts = filter.terms.map(idsOf);
  return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
};

const KNOWN: ReadonlySet<string> = new Set(['value', 'type']);

const testOf = (filter: Filter): ((member: MemberReference) => boolean) => {
  for (const name of pathsOf(filter))
    if (!KNOWN.has(name.toLowerCase()))
      throw invalidFilter(`Members are selected by "value" or "type", not by ${quoted(name)}.`);
  const test = valueTest(filter, membersAttribute);
  return ({ id, type }) => test(type ? { value: id, type } : { value: id });
};

const pathsOf = (filter: Filter): readonly string[] => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.terms.flatMap(pathsOf);
    case 'not':
      return pathsOf(filter.term);
    case 'valuePath':
      return pathsOf(filter.filter);
    case 'compare':
    case 'present':
      return [filter.path.attribute];
  }
};

const tooManyMembers = () =>
  invalidValue(
    `One request may name at most ${LIMITS.members} members. Send the others in requests of their own.`,
  );

/**
 * Each member once: the last of several with one id. Only null and [] mean no members: any other
 * value without a member is an error of the sender, and must not empty a group.
 */
const referencesOf = (value: Json | undefined): readonly MemberReference[] => {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
  if (list.length > LIMITS.members) throw tooManyMembers();
  const references = new Map<string, MemberReference>();
  for (const one of list) {
    if (one === null) throw missingValue();
    const reference = referenceOf((single(membersAttribute, one) ?? {}) as Attributes);
    references.set(reference.id, reference);
  }
  return [...references.values()];
};

const missingValue = () =>
  invalidValue('Each of "members" needs a "value": the id of a user or group.');

const TYPES: ReadonlyMap<string, 'User' | 'Group'> = new Map([
  ['user', 'User'],
  ['group', 'Group'],
]);

/** What stands behind the last slash of an address. Searched from its end: a pattern tries each part. */
const lastPart = (address: string): string | undefined =>
  address.slice(address.lastIndexOf('/') + 1) || undefined;

const referenceOf = ({ value, $ref, type }: Attributes): MemberReference => {
  const id = value ?? (typeof $ref === 'string' ? lastPart($ref) : undefined);
  if (typeof id !== 'string') throw missingValue();
  if (type === undefined) return { id };
  const known = TYPES.get(String(type).toLowerCase());
  if (!known)
    throw invalidValue(`"members.type" must be User or Group, not ${quoted(String(type))}.`);
  return { id, type: known };
};
