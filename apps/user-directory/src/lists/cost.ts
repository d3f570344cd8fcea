import type { AttributePath, Filter, Profile } from '@rollcall/protocol';
import { ListRefused } from './caller';
import { placeOf, type Place } from '../filtering/columns';

/**
 * The cost of a list for each row that it reads, in tenths of a microsecond, as
 * measured (docs/scaling.md). A filter without an index reads every row of the tenant.
 */
const LIST_COST = {
  /** A column, or a value of the document. */
  value: 1,
  /** A multi-valued attribute: each of its values is unpacked. */
  values: 12,
  /** Groups of a user, members of a group: rows of another table. */
  rows: 8,
  /** The same, and the name of each. */
  names: 20,
  /** To sort all rows that match. */
  order: 50,
  /** To store the order, for pages by cursor. */
  kept: 100,
  /** Two seconds for ten thousand rows: as long as callers wait, with two lists of a tenant at a time. */
  most: 2_000,
} as const;

export interface Priced {
  readonly filter: Filter | undefined;
  readonly sortBy: AttributePath | undefined;
  /** Its order is stored. */
  readonly isSnapshot: boolean;
}

interface Share {
  readonly of: string;
  terms: number;
  cost: number;
}

/** Throws ListRefused, which names the attribute whose comparisons cost most. */
export const checkCost = (profile: Profile, { filter, sortBy, isSnapshot }: Priced): void => {
  const shares = new Map<string, Share>();
  const add: Add = (of, cost) => {
    const share = shares.get(of) ?? { of, terms: 0, cost: 0 };
    share.terms += 1;
    share.cost += cost;
    shares.set(of, share);
  };
  if (filter) charge(filter, (path) => placeOf(profile, path, NO_ADDRESS), undefined, add);
  const ordered = sortBy === undefined ? 0 : costOfOrder(profile, sortBy, isSnapshot);
  const filtered = [...shares.values()].reduce((sum, { cost }) => sum + cost, 0);
  if (filtered + ordered <= LIST_COST.most) return;
  const [most] = [...shares.values()].sort((a, b) => b.cost - a.cost);
  throw new ListRefused('cost', sentence(filtered + ordered, ordered, most));
};

type Find = (path: AttributePath) => Place | undefined;
type Add = (of: string, cost: number) => void;

const NO_ADDRESS = (): string => `''::text`;

const nameOf = ({ attribute, subAttribute }: AttributePath, below?: string): string =>
  `${below === undefined ? '' : `${below}.`}${attribute}${subAttribute === undefined ? '' : `.${subAttribute}`}`;

const charge = (filter: Filter, find: Find, below: string | undefined, add: Add): void => {
  switch (filter.kind) {
    case 'and':
    case 'or':
      for (const term of filter.terms) charge(term, find, below, add);
      return;
    case 'not':
      return charge(filter.term, find, below, add);
    case 'valuePath': {
      const of = nameOf(filter.path);
      const place = find(filter.path);
      add(of, place?.kind === 'rows' ? LIST_COST.rows : LIST_COST.values);
      // Inside of brackets the value is unpacked already: each comparison costs little.
      const inside = place?.kind === 'rows' ? () => place : () => undefined;
      return charge(filter.filter, inside, of, add);
    }
    case 'present':
      return add(nameOf(filter.path, below), costOf(filter.path, find));
    case 'compare': {
      const twice = filter.operator === 'ne' && find(filter.path)?.kind !== 'value';
      add(nameOf(filter.path, below), costOf(filter.path, find) * (twice ? 2 : 1));
    }
  }
};

const isName = ({ attribute, subAttribute }: AttributePath): boolean =>
  (subAttribute ?? attribute).toLowerCase() === 'display';

const costOf = (path: AttributePath, find: Find): number => {
  const place = find(path);
  if (place?.kind === 'rows') return isName(path) ? LIST_COST.names : LIST_COST.rows;
  return place?.kind === 'values' ? LIST_COST.values : LIST_COST.value;
};

const costOfOrder = (profile: Profile, sortBy: AttributePath, isSnapshot: boolean): number =>
  LIST_COST.order +
  costOf(sortBy, (path) => placeOf(profile, path, NO_ADDRESS)) +
  (isSnapshot ? LIST_COST.kept : 0);

const sentence = (all: number, ordered: number, most: Share | undefined): string => {
  const order = ordered > 0 ? `, its order for ${ordered} of it` : '';
  const { of, terms, cost } = most ?? { of: 'sortBy', terms: 1, cost: ordered };
  return (
    `The list costs ${all} for each resource; the limit is ${LIST_COST.most}: ` +
    `${terms} comparison${terms === 1 ? '' : 's'} with "${of}" account for ${cost}${order}. ` +
    `Compare "${of}" less often in one request, or look resources up by userName, externalId or id.`
  );
};
