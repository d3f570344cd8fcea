/** Applies a PATCH to a copy; the whole is checked at the end, so that order inside is free. */
import { invalidValue, quoted } from '../errors';
import { Faults } from '../faults';
import { foldingOnce } from '../case-fold';
import { LIMITS } from '../limits';
import { subAttributesOf, type Profile } from '../profiles/profile';
import { FEW } from '../multi-valued';
import { checked, extensionValue } from '../validate';
import { coerce, isObject, type Attributes, type Json, type JsonObject } from '../value';
import { CostBudget, termsOf } from './cost-budget';
import type { PatchOperation, Target } from './operation';
import { clearsReference, withParts } from './parts';
import { weightOfRemoval } from './removal';
import { applyToMatching, dropEmptyValues, partOfAll, wholeList } from './values';

type AttributeTarget = Extract<Target, { kind: 'attribute' }>;

/**
 * The attributes after all operations. The input is never changed: every value on the way is made
 * anew. Throws invalidValue, noTarget or what a whole resource is refused for; nothing is half done.
 */
export const applyPatch = (
  profile: Profile,
  attributes: Attributes,
  operations: readonly PatchOperation[],
): Attributes => foldingOnce(() => applied(profile, attributes, operations));

const applied = (
  profile: Profile,
  attributes: Attributes,
  operations: readonly PatchOperation[],
): Attributes => {
  const copy: JsonObject = { ...attributes };
  const budget = new CostBudget();
  const faults = new Faults();
  for (const operation of operations)
    try {
      apply(copy, operation, budget);
    } catch (error) {
      faults.keep(error);
    }
  for (const name of listsChangedInPart(operations))
    set(copy, name, withoutEmptyValues(copy[name]));
  return checked(profile, copy, attributes, faults);
};

/** Lists of which operations changed single values: what is left of one may be blank in the end. */
const listsChangedInPart = (operations: readonly PatchOperation[]): ReadonlySet<string> =>
  new Set(
    operations.flatMap(({ target }) =>
      target.kind === 'attribute' && (target.filter ?? target.subAttribute) !== undefined
        ? [target.attribute.name]
        : [],
    ),
  );

const withoutEmptyValues = (now: Json | undefined): Json | undefined => {
  if (!Array.isArray(now)) return now;
  const values = dropEmptyValues(now as readonly Json[]);
  return values.length === 0 ? undefined : values;
};

const apply = (copy: JsonObject, operation: PatchOperation, budget: CostBudget): void => {
  const { op, target, value } = operation;
  if (target.kind === 'extension') {
    const { extension } = target;
    if (op === 'remove') return set(copy, extension.urn, undefined);
    const given = extensionValue(extension, value ?? null);
    const { urn, attributes } = extension;
    return set(copy, urn, isObject(value) ? withParts(copy[urn], value, given, attributes) : given);
  }
  if (target.extension === undefined)
    return set(copy, target.attribute.name, next(copy, operation, target, budget));
  const container = copy[target.extension];
  const extension: JsonObject = isObject(container) ? { ...container } : {};
  set(extension, target.attribute.name, next(extension, operation, target, budget));
  set(copy, target.extension, Object.keys(extension).length === 0 ? undefined : extension);
};

const set = (object: JsonObject, name: string, value: Json | undefined): void => {
  if (value === undefined) delete object[name];
  else object[name] = value;
};

const next = (
  container: JsonObject,
  { op, value }: PatchOperation,
  target: AttributeTarget,
  budget: CostBudget,
): Json | undefined => {
  const { attribute, subAttribute } = target;
  const now = container[attribute.name];
  if (attribute.multiValued) {
    const before = Array.isArray(now) ? (now as readonly Json[]) : [];
    budget.spend(before.length * weightOf(op, target, value));
    const values = several(op, target, before, value);
    if (values.length > LIMITS.values)
      throw invalidValue(`${quoted(attribute.name)} may have at most ${LIMITS.values} values.`);
    return values.length === 0 ? undefined : values;
  }
  if (subAttribute) {
    const whole: JsonObject = isObject(now) ? { ...now } : {};
    const part =
      op === 'remove'
        ? undefined
        : coerce(subAttribute, value ?? null, `${attribute.name}.${subAttribute.name}`);
    set(whole, subAttribute.name, part);
    return Object.keys(whole).length === 0 ? undefined : whole;
  }
  if (op === 'remove') return undefined;
  const given = coerce(attribute, value ?? null);
  const known = subAttributesOf(attribute);
  if (!isObject(value)) return given;
  if (known.has('value') && clearsReference(op, value)) return undefined;
  return withParts(now, value, given, known);
};

/**
 * A filter tests each value for each of its terms, and copies what it finds.
 * Many added values are looked for by the text of each that is there.
 */
const weightOf = (
  op: PatchOperation['op'],
  { filter, subAttribute }: AttributeTarget,
  value: Json | undefined,
): number => {
  if (filter) return (op === 'remove' ? 4 : 10) + 4 * termsOf(filter);
  if (subAttribute) return 12;
  if (op === 'remove') return weightOfRemoval(value ?? null);
  return op === 'add' && Array.isArray(value) && value.length >= FEW ? 24 : 1;
};

const several = (
  op: PatchOperation['op'],
  { attribute, subAttribute, filter }: AttributeTarget,
  values: readonly Json[],
  value: Json | undefined,
): readonly Json[] => {
  if (filter) return applyToMatching(op, attribute, subAttribute, filter, values, value);
  if (subAttribute) return partOfAll(op, attribute, subAttribute, values, value);
  return wholeList(op, attribute, values, value);
};
