import { ProblemError } from '@rollcall/platform';
import { parseJson, ScimError } from '@rollcall/protocol';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

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
    throw error instanceof ScimError ? new ProblemError(400, 'Bad Request', error.detail) : error;
  }
};

const validated = <T extends object>(dto: new () => T, fields: object): T => {
  const instance = plainToInstance(dto, fields);
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true });
  if (errors.length > 0)
    throw new ProblemError(400, 'Bad Request', `${messages(errors).join('; ')}.`);
  return instance;
};

/** A JSON body as an instance of its class; throws a 400 problem that lists everything wrong. */
export const readDto = <T extends object>(dto: new () => T, text: unknown): T => {
  const body = read(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new ProblemError(400, 'Bad Request', 'The body must be a JSON object.');
  return validated(dto, body);
};

/** A query string as an instance of its class; throws the same. What is empty was not given. */
export const readQuery = <T extends object>(dto: new () => T, query: unknown): T =>
  validated(
    dto,
    Object.fromEntries(Object.entries((query ?? {}) as object).filter(([, value]) => value !== '')),
  );
