import type { Constraints } from '@rollcall/contracts';
import { ProblemError } from '@rollcall/platform';
import { constraintsOf } from './constraints';

const DAY_MS = 86_400_000;

/** The days that a credential lives: unless it is said, and at most. */
export interface Lifetime {
  readonly defaultDays: number;
  readonly mostDays: number;
}

const TOKEN: Lifetime = { defaultDays: 180, mostDays: 400 };
/** Microsoft Entra asks for one year to three. */
export const CLIENT_SECRET: Lifetime = { defaultDays: 365, mostDays: 1_096 };

const MOST_LABEL = 100;
const KNOWN = ['label', 'expiresInDays', 'expiresAt', 'constraints', 'actor'];
const DATE = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

export interface IssueRequest {
  readonly label: string;
  readonly actor: string;
  /** The start of the token's days. */
  readonly createdAt: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Undefined where the request does not say. */
  readonly constraints?: Constraints | undefined;
}

export const badRequest = (detail: string): ProblemError =>
  new ProblemError(400, 'Bad Request', detail);

/** The members of a JSON object; a 400 problem for anything else. */
export const membersOf = (body: unknown): Record<string, unknown> => {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw badRequest('The body must be a JSON object.');
  return body as Record<string, unknown>;
};

/** The label of a body, '' without. Throws a 400 problem. */
export const labelOf = (label: unknown): string => {
  if (label === undefined) return '';
  if (typeof label !== 'string') throw badRequest('label must be a string.');
  if (Array.from(label).length > MOST_LABEL)
    throw badRequest(`label must have at most ${MOST_LABEL} characters.`);
  if (CONTROL.test(label)) throw badRequest('label must not contain control characters.');
  return label.trim();
};

/** The actor of a body. Throws a 400 problem. */
export const actorOf = (actor: unknown): string => {
  if (typeof actor !== 'string' || actor === '' || actor.length > 200 || CONTROL.test(actor))
    throw badRequest('actor must name the requester of the token in 1 to 200 characters.');
  return actor;
};

const instantOf = (text: unknown): number => {
  const match = typeof text === 'string' ? DATE.exec(text) : null;
  const instant = match ? Date.parse(match[0]) : Number.NaN;
  // Date.parse rolls 30 February over into March; such a day is a mistake.
  const day = match ? new Date(`${match[1]}T00:00:00Z`) : undefined;
  if (Number.isNaN(instant) || !day || day.toISOString().slice(0, 10) !== match?.[1])
    throw badRequest(
      'expiresAt must be an ISO 8601 date (2026-12-31: that day 00:00 UTC) or a date and time with its offset (2026-12-31T18:00:00Z).',
    );
  return instant;
};

const expiryOf = (
  members: Record<string, unknown>,
  now: number,
  { defaultDays, mostDays }: Lifetime,
): number => {
  const { expiresInDays: days, expiresAt } = members;
  if (days !== undefined && expiresAt !== undefined)
    throw badRequest('Give expiresInDays or expiresAt, not both.');
  if (expiresAt !== undefined) {
    const instant = instantOf(expiresAt);
    if (instant <= now) throw badRequest('expiresAt must be in the future.');
    if (instant > now + mostDays * DAY_MS)
      throw badRequest(`expiresAt must be at most ${mostDays} days from now.`);
    return instant;
  }
  if (days === undefined) return now + defaultDays * DAY_MS;
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days > mostDays)
    throw badRequest(`expiresInDays must be a whole number from 1 to ${mostDays}.`);
  return now + days * DAY_MS;
};

/**
 * The request of a body, with its defaults. Throws a 400 problem that names the field; an unknown
 * name is refused, too: a misspelt expiry must not become the default one.
 */
export const issueRequestOf = (
  body: unknown,
  now: number,
  lifetime: Lifetime = TOKEN,
): IssueRequest => {
  const members = membersOf(body);
  const unknown = Object.keys(members).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined)
    throw badRequest(
      `There is no field ${JSON.stringify(unknown.slice(0, 64))}; known are ${KNOWN.join(', ')}.`,
    );
  return {
    label: labelOf(members['label']),
    actor: actorOf(members['actor']),
    createdAt: now,
    expiresAt: expiryOf(members, now, lifetime),
    constraints: constraintsOf(members['constraints']),
  };
};
