import { parseJson, ScimError } from '@rollcall/protocol';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { problem } from '../http/problem';

const messages = (errors: readonly ValidationError[]): string[] =>
  errors.flatMap((error) => [
    ...Object.values(error.constraints ?? {}),
    ...messages(error.children ?? []),
  ]);

/** The same JSON as under /scim: no NUL, no key twice, no `__proto__`, not too deep. */
const read = (text: unknown): unknown => {
  try {
    return parseJson(typeof text === 'string' && text !== '' ? text : '{}');
  } catch (error) {
    throw error instanceof ScimError ? problem(400, error.detail) : error;
  }
};

/** The JSON object of a body; throws a 400 problem for anything else. */
export const readObject = (text: unknown): object => {
  const body = read(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw problem(400, 'The body must be a JSON object.');
  return body;
};

/** A JSON body as an instance of its class; throws a 400 problem that lists everything wrong. */
export const readDto = <T extends object>(dto: new () => T, text: unknown): T =>
  checked(dto, readObject(text));

/**
 * A query string as an instance of its class, whose numbers are made of text by `@Type`. No NUL,
 * as in a body: Postgres takes none.
 */
export const readQuery = <T extends object>(dto: new () => T, query: unknown): T => {
  const given = Object.entries(query as object).filter(([, text]) => text !== '');
  const spoilt = given.find(([, text]) => String(text).includes('\0'));
  if (spoilt) throw problem(400, `${spoilt[0]} must hold no NUL.`);
  return checked(dto, Object.fromEntries(given));
};

const checked = <T extends object>(dto: new () => T, plain: object): T => {
  const instance = plainToInstance(dto, plain);
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true });
  if (errors.length > 0) throw problem(400, `${messages(errors).join('; ')}.`);
  return instance;
};
