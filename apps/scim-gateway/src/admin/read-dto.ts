import { ProblemError } from '@rollcall/platform';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';

const messages = (errors: readonly ValidationError[]): string[] =>
  errors.flatMap((error) => [
    ...Object.values(error.constraints ?? {}),
    ...messages(error.children ?? []),
  ]);

/** A JSON body as an instance of its class; throws a 400 problem that lists everything wrong. */
export const readDto = <T extends object>(dto: new () => T, text: unknown): T => {
  let body: unknown;
  try {
    body = JSON.parse(typeof text === 'string' && text !== '' ? text : '{}');
  } catch {
    throw new ProblemError(400, 'Bad Request', 'The body is not JSON.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new ProblemError(400, 'Bad Request', 'The body must be a JSON object.');
  const instance = plainToInstance(dto, body);
  const errors = validateSync(instance, { whitelist: true, forbidNonWhitelisted: true });
  if (errors.length > 0)
    throw new ProblemError(400, 'Bad Request', `${messages(errors).join('; ')}.`);
  return instance;
};
