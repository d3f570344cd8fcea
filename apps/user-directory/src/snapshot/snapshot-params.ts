import { ProblemError } from '@rollcall/platform';

const TENANT = /^[\w.-]{1,128}$/;

/** The id of a tenant in the query; undefined when it is left out. Throws 400 when it can be none. */
export const idOfTenant = (name: string, text: unknown): string | undefined => {
  if (text === undefined) return undefined;
  if (typeof text === 'string' && TENANT.test(text)) return text;
  throw new ProblemError(400, 'Bad Request', `${name} must be the id of one tenant.`);
};

/** RFC 9110 §12.5.3: gzip is named, and not with a weight of 0. */
export const acceptsGzip = (header: string | readonly string[] | undefined): boolean =>
  String(header ?? '')
    .toLowerCase()
    .split(',')
    .some((one) => {
      const [coding, ...parameters] = one.split(';').map((part) => part.trim());
      if (coding !== 'gzip' && coding !== 'x-gzip') return false;
      const weight = parameters.find((part) => part.startsWith('q='))?.slice(2);
      return weight === undefined || Number(weight) > 0;
    });
