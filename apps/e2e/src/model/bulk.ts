import { needsOf, type IdOf } from './requests';
import type { Op } from './steps';

/**
 * What RFC 7644 §3.7 asks of a Bulk request: the same as if its operations were done one after the
 * other, each as soon as what it refers to is there. Written without a look at how it is done.
 */

/** The resource that an operation changes; through another operation, that one's. */
const targetOf = (
  ops: readonly Op[],
  i: number,
  idOf: IdOf,
  seen: readonly number[] = [],
): string => {
  const op = ops[i] as Op;
  if (op.do === 'create') return `op ${i}`;
  const { who } = op;
  if (!('op' in who)) return `${op.kind} ${idOf(who)}`;
  if (!ops[who.op]) return `op ${who.op}`;
  // Operations that name each other in a circle change nothing that another one changes.
  return seen.includes(i) ? `circle of ${seen[0]}` : targetOf(ops, who.op, idOf, [...seen, i]);
};

export interface Plan {
  /** Indexes in the order in which the operations are done. */
  readonly order: readonly number[];
  /** Operations that are refused untried. */
  readonly refused: ReadonlyMap<number, 400 | 409>;
}

/** `idOf`: of what a reference outside of the request means. */
export const planOf = (ops: readonly Op[], idOf: IdOf): Plan => {
  const refused = new Map<number, 400 | 409>();
  ops.forEach((op, i) => {
    if ([...needsOf(op)].some((one) => !ops[one] || ops[one].do === 'delete')) refused.set(i, 400);
  });
  const waits = ops.map((op, i): readonly number[] => {
    if (refused.has(i)) return [];
    const before = op.do === 'create' ? [] : sameBefore(ops, i, idOf);
    return [...needsOf(op), ...before];
  });
  const reach = waits.map((_, i) => reached(waits, i));
  const inCircle = ops.map((_, i) => reach[i]?.has(i) ?? false);
  ops.forEach((_, i) => {
    const leads = inCircle.some((circle, j) => circle && reach[i]?.has(j));
    const follows = inCircle.some((circle, j) => circle && reach[j]?.has(i));
    if (inCircle[i] || (leads && follows)) refused.set(i, 409);
  });
  const order: number[] = [];
  while (order.length < ops.length) {
    const next = ops.findIndex(
      (_, i) =>
        !order.includes(i) &&
        (refused.has(i) || (waits[i] ?? []).every((one) => order.includes(one))),
    );
    order.push(next);
  }
  return { order, refused };
};

/** The last operation before it on the same resource. */
const sameBefore = (ops: readonly Op[], i: number, idOf: IdOf): readonly number[] => {
  const target = targetOf(ops, i, idOf);
  const before = ops.findLastIndex(
    (op, j) => j < i && op.do !== 'create' && targetOf(ops, j, idOf) === target,
  );
  return before < 0 ? [] : [before];
};

const reached = (waits: readonly (readonly number[])[], from: number): ReadonlySet<number> => {
  const found = new Set<number>();
  const look = (i: number): void => {
    for (const one of waits[i] ?? [])
      if (!found.has(one)) {
        found.add(one);
        look(one);
      }
  };
  look(from);
  return found;
};
