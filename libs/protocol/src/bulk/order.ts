/**
 * In which order the operations of a Bulk request are done. RFC 7644 §3.7 lets a server do them in
 * another order than that of the request only if the same comes of it.
 */
import { isStreamSafe } from '../case-fold';
import { LIMITS } from '../limits';
import { groupNameKeys } from '../names/group-name';
import { newestOf, type NameKeys } from '../names/key';
import { userNameKeys } from '../names/user-name';
import { isObject } from '../value';
import type { Plan } from './plan';
import type { BulkOperation } from './request';

/**
 * Indexes of the plan: those of the request, but that an operation comes behind what it refers to
 * and behind what changes the same resource before it.
 */
export const orderOf = (plan: Plan): readonly number[] => {
  /** Of each step, how many it still waits for. */
  const open = plan.map(() => 0);
  const behind: number[][] = plan.map(() => []);
  plan.forEach((step, i) => {
    for (const one of waitsFor(step)) {
      open[i] = (open[i] ?? 0) + 1;
      behind[one]?.push(i);
    }
  });
  const order: number[] = [];
  /** Free, the first of them last. */
  const free = [...plan.keys()].filter((i) => open[i] === 0).reverse();
  for (let i = free.pop(); i !== undefined; i = free.pop()) {
    order.push(i);
    for (const one of behind[i] ?? []) {
      open[one] = (open[one] ?? 0) - 1;
      if (open[one] === 0) free.splice(placeOf(one, free), 0, one);
    }
  }
  return order;
};

const waitsFor = (step: Plan[number]): readonly number[] =>
  'refused' in step ? [] : [...step.needs, ...(step.follows === undefined ? [] : [step.follows])];

/** Where a number belongs among some that fall. */
const placeOf = (one: number, falling: readonly number[]): number => {
  let [low, high] = [0, falling.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((falling[middle] as number) > one) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The attribute that may be taken by another resource, in lower case, and what it is compared by. */
const NAMING: Readonly<Record<string, { attribute: string; keysOf: (name: string) => NameKeys }>> =
  {
    '/Users': { attribute: 'username', keysOf: userNameKeys },
    '/Groups': { attribute: 'displayname', keysOf: groupNameKeys },
  };
/** A name that is not known before it is decided, or one that becomes free. */
const ANY = '*';

/** The name that an operation takes or frees; undefined: it touches none. */
const nameOf = ({ method, endpoint, data }: BulkOperation): string | undefined => {
  const naming = NAMING[endpoint];
  if (naming === undefined) return undefined;
  if (method === 'PATCH')
    return JSON.stringify(data).toLowerCase().includes(naming.attribute) ? ANY : undefined;
  // A name in two spellings is refused when its turn comes.
  const named = (key: string): boolean => key.toLowerCase() === naming.attribute;
  const [key = '', another] =
    method === 'POST' && isObject(data) ? Object.keys(data).filter(named) : [];
  const name = another === undefined && isObject(data) ? data[key] : undefined;
  const isName = typeof name === 'string' && name.length <= LIMITS.address && isStreamSafe(name);
  return isName ? newestOf(naming.keysOf(name)) : ANY;
};

interface Held {
  readonly names: Set<string>;
  changes: boolean;
}

/**
 * Operations that wait, as far as it matters to those behind them. An operation may be begun before
 * them when the same comes of it in either order: names are not fought for, nothing is deleted, and
 * no two groups are changed, since a group may not come to stand inside itself.
 */
export class Waiting {
  private readonly held = new Map<string, Held>();
  private deletes = false;

  /** `names`: what was found out of operations, kept for the length of a request. */
  constructor(private readonly names: Map<BulkOperation, string | undefined>) {}

  add(operation: BulkOperation): void {
    const { method, endpoint } = operation;
    this.deletes ||= method === 'DELETE';
    const held = this.held.get(endpoint) ?? { names: new Set<string>(), changes: false };
    this.held.set(endpoint, held);
    held.changes ||= method !== 'POST';
    const name = this.nameOf(operation);
    if (name !== undefined) held.names.add(name);
  }

  mayPass(operation: BulkOperation): boolean {
    const { method, endpoint } = operation;
    if (this.held.size === 0) return true;
    if (this.deletes || method === 'DELETE') return false;
    const held = this.held.get(endpoint);
    if (held === undefined) return true;
    if (held.changes && method !== 'POST' && endpoint !== '/Users') return false;
    const name = this.nameOf(operation);
    if (name === undefined || held.names.size === 0) return true;
    return name !== ANY && !held.names.has(ANY) && !held.names.has(name);
  }

  private nameOf(operation: BulkOperation): string | undefined {
    if (!this.names.has(operation)) this.names.set(operation, nameOf(operation));
    return this.names.get(operation);
  }
}
