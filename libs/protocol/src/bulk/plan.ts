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
  const last = new Map<string, number>();
  const plan = operations.map((operation, i): Step | RefusedOperation => {
    if ('refused' in operation) return operation;
    const key = targetKey(operations, byBulkId, operation);
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
          invalidValue(`"bulkId:" and ${quoted(bulkId)} name no resource of this request.`),
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
  'The operation refers to others that refer back to it. Create the resources first, and add the references by PATCH afterwards.',
);

const refuse = ({ method, bulkId }: BulkOperation, refused: ScimError): RefusedOperation => ({
  method,
  bulkId,
  refused,
});

/**
 * The same for every operation on one resource, also when it is named by another operation on it;
 * none when operations name each other in a circle.
 */
const targetKey = (
  operations: BulkRequest['operations'],
  byBulkId: ReadonlyMap<string | undefined, number>,
  { endpoint, id, bulkId }: BulkOperation,
  seen: readonly string[] = [],
): string | undefined => {
  const made = id === undefined ? bulkId : referred(id);
  if (made === undefined) return id === undefined ? undefined : `${endpoint}/${id}`;
  if (seen.includes(made)) return undefined;
  const other = operations[byBulkId.get(made) ?? -1];
  const isMade = other === undefined || 'refused' in other || other.method === 'POST';
  return isMade ? `bulkId:${made}` : targetKey(operations, byBulkId, other, [...seen, made]);
};

/** Steps on a circle, or between two: what is left when first those that wait for nothing go, then those that nobody waits for. */
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
    for (const one of waits[i] ?? [])
      if (all.has(one)) behind.set(one, [...(behind.get(one) ?? []), i]);
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
