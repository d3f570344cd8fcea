import { Injectable, Inject } from '@nestjs/common';
import type { PageMark, PageMarks } from '@rollcall/contracts';
import {
  listResponseText,
  parseListQuery,
  parseProjection,
  questionOf,
  ScimError,
  shows,
  type ListQuery,
  type Profile,
  type Projection,
  type Query,
} from '@rollcall/protocol';
import { MembershipAttributes } from '../memberships/memberships';
import { projectedList, resourceText, type Answer } from '../pipeline/answer';
import type { Caller } from '../pipeline/caller';
import type { ResourceType } from '../pipeline/resource-type';
import { withCursors, type Bound, Cursors } from './cursors';
import { SCIM_BASE_URL } from '../../runtime/tokens';

/** A page as text, without its cursors. */
export interface Page extends Answer {
  readonly position: number;
  readonly marks: PageMarks;
}

/** What a cursor of this query is good for. */
export const boundOf = (
  { tenantId, tenant }: Caller,
  endpoint: string,
  { filter, sortBy, sortOrder, count }: ListQuery,
  profile?: Profile,
): Bound => ({
  tenantId,
  profile: tenant.profile,
  endpoint,
  filter: filter && questionOf(filter, profile),
  sortBy: sortBy?.toLowerCase(),
  sortOrder,
  count,
});

/** Lists of one type, for GET and `/.search`: ListResponses as text (RFC 7644 §3.4.2, RFC 9865). */
@Injectable()
export class Lists {
  constructor(
    private readonly cursors: Cursors,
    private readonly memberships: MembershipAttributes,
    @Inject(SCIM_BASE_URL) private readonly baseUrl: string,
  ) {}

  async of(type: ResourceType, caller: Caller, raw: Query): Promise<Answer> {
    const profile = profileFor(type, caller);
    const query = parseListQuery(raw, profile);
    const projection = parseProjection(raw, profile);
    const { cursor } = query;
    if (cursor === undefined) return this.page(type, caller, query, projection, undefined);
    const bound = boundOf(caller, type.endpoint, query, profile);
    const mark = cursor === '' ? 'first' : this.cursors.open<PageMark>(bound, cursor);
    const { text, marks, position } = await this.page(type, caller, query, projection, mark);
    return { text: withCursors(text, this.cursors.neighbours(bound, marks)), position };
  }

  async page(
    type: ResourceType,
    caller: Caller,
    query: ListQuery,
    projection: Projection | undefined,
    mark: PageMark | 'first' | undefined,
  ): Promise<Page> {
    const profile = profileFor(type, caller);
    const withMemberships = shows(profile, projection, type.membershipAttribute);
    const found = await type.find(caller, query, { mark, withMemberships });
    if (found.from === 'directory')
      return { ...found, text: projectedList(found.text, profile, projection) };
    const from = mark === undefined ? query.startIndex - 1 : 0;
    const page = found.readings.slice(from, from + query.count);
    const whole = await Promise.all(
      page.map(async (one) => this.memberships.with(caller, one, projection)),
    );
    const texts = whole.map((one) => resourceText(caller, this.baseUrl, one, projection));
    const startIndex = mark === undefined ? query.startIndex : undefined;
    const text = listResponseText(found.readings.length, startIndex, texts);
    return { text, marks: {}, position: found.position };
  }
}

export const profileFor = (type: ResourceType, caller: Caller): Profile => {
  const profile = type.profileFor(caller);
  if (!profile) throw new ScimError(404, `This organisation has no ${type.name} resources.`);
  return profile;
};
