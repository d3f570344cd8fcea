import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import type { ListQuestion } from '@rollcall/contracts';
import { ProblemError } from '@rollcall/platform';
import { parseListQuery, printFilter, type Profile } from '@rollcall/protocol';

/** The query of an address, as Fastify reads it; a name that comes twice is a list. */
export type QueryParams = Readonly<Record<string, string | undefined>>;

/** A whole number of the query, or `byDefault`; throws 400 for anything else. */
export const wholeNumber = (name: string, text: string | undefined, byDefault = 0): number => {
  if (text === undefined || text === '') return byDefault;
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text))
    throw new ProblemError(400, 'Bad Request', `${name} must be a whole number.`);
  return Number(text);
};

/** The id that a page begins after; empty text is before every id. Throws 400 when it can be none. */
export const idAfter = (text: string | undefined): string => {
  if (text === undefined) return '';
  if (typeof text !== 'string' || !/^[\w-]{0,100}$/.test(text))
    throw new ProblemError(400, 'Bad Request', 'after must be the next of a page before.');
  return text;
};

/** A page of resources by SCIM filter, as the full profile names attributes. */
export const listQuestion = (
  query: QueryParams,
  attributes: Profile,
): Omit<ListQuestion, 'beside'> => {
  const { filter, sortBy, sortOrder, startIndex, count } = parseListQuery(query, attributes);
  return {
    profile: 'full',
    startIndex,
    count,
    atLeast: wholeNumber('atLeast', query['atLeast']),
    baseUrl: '',
    ...(filter ? { filter: printFilter(filter) } : {}),
    ...(sortBy ? { sortBy, sortOrder } : {}),
  };
};

/** `@Query('count', new WholeNumber(100))`: a whole number, with the default when it is left out. */
export class WholeNumber implements PipeTransform<string | undefined, number> {
  constructor(private readonly byDefault = 0) {}

  transform(text: string | undefined, { data = '' }: ArgumentMetadata): number {
    return wholeNumber(data, text, this.byDefault);
  }
}

export const notFound = (what: 'user' | 'group'): ProblemError =>
  new ProblemError(404, 'Not Found', `There is no ${what} with this id in this tenant.`);
