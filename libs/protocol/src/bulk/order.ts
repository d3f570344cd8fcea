/**
 * In which order the operations of a Bulk request are done. RFC 7644 §3.7 lets a server do them in
 * another order than that of the request only if the same comes of it.
 */
import { isStreamSafe } from '../fold';
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
  const order: number[] = [];
  const placed = new Set<number>();
  const isFree = (i: number): boolean => {
    const step = plan[i];
    if (!step || 'refused' in step) return true;
    const { needs, follows } = step;
    return needs.every((one) => placed.has(one)) && (follows === undefined || placed.has(follows));
  };
  for (let left = [...plan.keys()]; left.length > 0; ) {
    const at = Math.max(0, left.findIndex(isFree));
    const [next] = left.splice(at, 1) as [number];
    placed.add(next);
    order.push(next);
  }
  return order;
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
