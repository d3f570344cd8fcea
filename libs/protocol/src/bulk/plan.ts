/** What of a Bulk request must wait for what. */
import { invalidValue, quoted, ScimError } from '../errors';
import { referencesOf, referred } from './references';
import type { BulkOperation, BulkRequest, RefusedOperation } from './request';

export interface Step {
  readonly operation: BulkOperation;
  /** Steps whose resources this one refers to: they must be done. */
  readonly needs: readonly number[];
  /** The step before it that changes the same resource: it must be begun. */
  readonly follows: number | undefined;
}

/** Steps in the order of the request; what cannot be tried is refused in its place. */
export type Plan = readonly (Step | RefusedOperation)[];

/**
 * Throws nothing. Refused: references to nothing, to what cannot be tried itself, and operations
 * that need each other in a circle (RFC 7644 §3.7.1 leaves those to the server: 409).
 */
export const planBulk = ({ operations }: BulkRequest): Plan => {
  const byBulkId = new Map(operations.map(({ bulkId }, i) => [bulkId, i]));
  const keyOf = targetKeys(operations, byBulkId);
  const last = new Map<string, number>();
  const plan = operations.map((operation, i): Step | RefusedOperation => {
    if ('refused' in operation) return operation;
    const key = keyOf(operation);
    // What makes a resource comes first, wherever it stands: the others refer to it.
    const isMaking = operation.method === 'POST';
    const follows = key === undefined || isMaking ? undefined : last.get(key);
    if (key !== undefined && !(isMaking && last.has(key))) last.set(key, i);
    const needs: number[] = [];
    for (const bulkId of referencesOf(operation)) {
      const needed = byBulkId.get(bulkId);
      if (needed === undefined || operations[needed]?.method === 'DELETE')
        return refuse(
          operation,
          invalidValue(`"bulkId:" and ${quoted(bulkId)} refers to no resource of this request.`),
        );
      needs.push(needed);
    }
    return { operation, needs, follows };
  });
  const circle = inCircles(plan);
  return plan.map((step, i) =>
    'refused' in step || !circle.has(i) ? step : refuse(step.operation, CIRCULAR),
  );
};

const CIRCULAR = new ScimError(
  409,
  'The operation is part of a circular reference. Create the resources first, then add the references by PATCH.',
);

const refuse = ({ method, bulkId }: BulkOperation, refused: ScimError): RefusedOperation => ({
  method,
  bulkId,
  refused,
});

/**
 * The same for every operation on one resource, also when it is named by another operation on it;
 * none when operations name each other in a circle. Each name is followed once: a thousand
 * operations that name one another in a row cost no more than a thousand others.
 */
const targetKeys = (
  operations: BulkRequest['operations'],
  byBulkId: ReadonlyMap<string | undefined, number>,
): ((operation: BulkOperation) => string | undefined) => {
  const known = new Map<string, string | undefined>();
  const found = (operation: BulkOperation, way: Set<string>): string | undefined => {
    for (let one = operation; ; ) {
      const made = one.id === undefined ? one.bulkId : referred(one.id);
      if (made === undefined) return one.id === undefined ? undefined : `${one.endpoint}/${one.id}`;
      if (known.has(made)) return known.get(made);
      if (way.has(made)) return undefined;
      way.add(made);
      const other = operations[byBulkId.get(made) ?? -1];
      if (other === undefined || 'refused' in other || other.method === 'POST')
        return `bulkId:${made}`;
      one = other;
    }
  };
  return (operation) => {
    const way = new Set<string>();
    const key = found(operation, way);
    for (const name of way) known.set(name, key);
    return key;
  };
};

/** Steps on a circle, or between two: the rest after first the steps that wait for none are removed, then those that none waits for. */
const inCircles = (plan: Plan): ReadonlySet<number> => {
  const waits = plan.map((step) =>
    'refused' in step ? [] : [...step.needs, ...(step.follows === undefined ? [] : [step.follows])],
  );
  const left = peeled(new Set(plan.keys()), waits);
  const waited: number[][] = plan.map(() => []);
  waits.forEach((some, i) => some.forEach((one) => waited[one]?.push(i)));
  return peeled(left, waited);
};

/** What stays when, again and again, each goes that waits for none of the others. */
const peeled = (
  all: ReadonlySet<number>,
  waits: readonly (readonly number[])[],
): ReadonlySet<number> => {
  const left = new Set(all);
  const open = new Map(
    [...all].map((i) => [i, (waits[i] ?? []).filter((one) => all.has(one)).length]),
  );
  const behind = new Map<number, number[]>();
  for (const i of all)
    for (const one of waits[i] ?? []) {
      if (!all.has(one)) continue;
      const others = behind.get(one);
      if (others) others.push(i);
      else behind.set(one, [i]);
    }
  const free = [...all].filter((i) => open.get(i) === 0);
  for (let i = free.pop(); i !== undefined; i = free.pop()) {
    left.delete(i);
    for (const one of behind.get(i) ?? []) {
      const count = (open.get(one) ?? 0) - 1;
      open.set(one, count);
      if (count === 0) free.push(one);
    }
  }
  return left;
};
