import { Injectable } from '@nestjs/common';
import type { PageMark } from '@rollcall/contracts';
import {
  filterForEach,
  parseFilter,
  parseListQuery,
  parseProjection,
  questionOf,
  ScimError,
  type ListQuery,
  type Projection,
  type Query,
} from '@rollcall/protocol';
import type { Answer } from '../pipeline/answer';
import type { Caller } from '../pipeline/caller';
import { type ResourceType, ResourceTypes } from '../pipeline/resource-type';
import { boundOf, profileFor, Lists, type Page } from '../listing/lists';
import { Cursors } from '../listing/cursors';

/** A type and its share of a query over all of them. */
interface Share {
  readonly type: ResourceType;
  readonly query: ListQuery;
  readonly projection: Projection | undefined;
}

/** A list with the position that each page in it contains. */
interface RootList {
  readonly body: object;
  readonly position: number;
}

/** Where a page across types begins: in which type, and at which mark there. */
interface RootMark {
  readonly type: number;
  readonly at: PageMark | 'first';
  readonly total: number;
}

interface TypeList {
  readonly totalResults: number;
  readonly Resources: readonly unknown[];
}

/**
 * Queries at the root (RFC 7644 §3.4.2.1): type after type, each in its own order. A filter may
 * name attributes that only some types have; to sort across types is refused.
 */
@Injectable()
export class RootLists {
  constructor(
    private readonly types: ResourceTypes,
    private readonly lists: Lists,
    private readonly cursors: Cursors,
  ) {}

  async of(caller: Caller, raw: Query): Promise<Answer> {
    const types = this.types.of(caller);
    const [only] = types;
    if (only && types.length === 1) return this.lists.of(only, caller, raw);
    const shares = this.shares(caller, types, raw);
    const list =
      raw['cursor'] === undefined
        ? await this.counted(caller, shares)
        : await this.marked(caller, shares, raw);
    return { text: JSON.stringify(list.body), position: list.position };
  }

  private shares(caller: Caller, types: readonly ResourceType[], raw: Query): readonly Share[] {
    if (raw['sortBy'])
      throw new ScimError(
        400,
        `Sorting across resource types is not supported. Sort at ${types.map(({ endpoint }) => endpoint).join(' or ')}.`,
        'invalidValue',
      );
    const { filter: text, ...rest } = raw;
    if (typeof text !== 'string' && text !== undefined)
      throw new ScimError(400, 'filter is given more than once.', 'invalidValue');
    const profiles = types.map((type) => profileFor(type, caller));
    const filters = text === undefined ? [] : filterForEach(text, profiles);
    return types.map((type, i) => {
      const profile = profileFor(type, caller);
      const filter = filters[i];
      const query = { ...parseListQuery(rest, profile), ...(filter ? { filter } : {}) };
      return { type, query, projection: parseProjection(raw, profile) };
    });
  }

  /** Pages by index: a type's share begins where the types before it end. */
  private async counted(caller: Caller, shares: readonly Share[]): Promise<RootList> {
    const { startIndex, count } = (shares[0] as Share).query;
    const found: unknown[] = [];
    let total = 0;
    let position = Infinity;
    for (const { query, ...share } of shares) {
      const from = Math.max(1, startIndex - total);
      const some = { ...query, startIndex: from, count: count - found.length };
      const page = await this.page(caller, { ...share, query: some }, undefined);
      const { totalResults, Resources } = read(page);
      position = Math.min(position, page.position);
      total += totalResults;
      found.push(...Resources);
    }
    const list = { totalResults: total, startIndex, itemsPerPage: found.length, Resources: found };
    return { body: { schemas, ...list }, position };
  }

  /** Pages by cursor: none reaches from one type into the next, so some are shorter. */
  private async marked(caller: Caller, shares: readonly Share[], raw: Query): Promise<RootList> {
    const { query } = shares[0] as Share;
    const filter = raw['filter'] as string | undefined;
    const bound = {
      ...boundOf(caller, '/', query),
      filter: filter === undefined ? undefined : questionOf(parseFilter(filter)),
    };
    const mark = query.cursor
      ? this.cursors.open<RootMark>(bound, query.cursor)
      : { type: 0, at: 'first' as const, total: await this.total(caller, shares) };
    const { type, at, total } = mark;
    const page = await this.page(caller, shares[type] as Share, at);
    const { Resources } = read(page);
    const { next, previous } = page.marks;
    const following: RootMark | undefined = next
      ? { type, at: next, total }
      : type + 1 < shares.length && query.count > 0
        ? { type: type + 1, at: 'first', total }
        : undefined;
    const cursors = this.cursors.neighbours<RootMark>(bound, {
      ...(following ? { next: following } : {}),
      ...(previous ? { previous: { type, at: previous, total } } : {}),
    });
    const list = { totalResults: total, itemsPerPage: Resources.length, ...cursors, Resources };
    return { body: { schemas, ...list }, position: page.position };
  }

  private async total(caller: Caller, shares: readonly Share[]): Promise<number> {
    const pages = shares.map(({ query, ...share }) =>
      this.page(caller, { ...share, query: { ...query, startIndex: 1, count: 0 } }, undefined),
    );
    return (await Promise.all(pages)).reduce((sum, page) => sum + read(page).totalResults, 0);
  }

  private page(
    caller: Caller,
    { type, query, projection }: Share,
    mark: PageMark | 'first' | undefined,
  ): Promise<Page> {
    return this.lists.page(type, caller, query, projection, mark);
  }
}

const schemas = ['urn:ietf:params:scim:api:messages:2.0:ListResponse'];

const read = ({ text }: Page): TypeList => JSON.parse(text.toString()) as TypeList;
