import { ScimError, switchesOff } from '@rollcall/protocol';
import { isUserId } from '../scim/pipeline/resource-id';
import type { ScimRequest, Undone } from '../scim/pipeline/caller';
import { explain, type Explanation } from './explanation';

/** A message, or an operation of a Bulk request, that would have switched a user off. */
export interface RefusedSwitchOff {
  readonly userId: string;
  readonly method: string;
  readonly status: number;
  readonly refusal: Explanation;
  /** The body, for the names of its attributes. */
  readonly body: unknown;
  /** Of a Bulk request: the request's own entry is about many. */
  readonly isOperation: boolean;
}

type Answered = Partial<ScimRequest> & Pick<ScimRequest, 'method' | 'url'>;

const NONE: readonly RefusedSwitchOff[] = [];
const WRITES: ReadonlySet<unknown> = new Set(['PUT', 'PATCH']);

/**
 * Refusals that do not depend on the message: of the caller (401, 403, 429), of a missing user
 * (404, 405), or temporary ones (499, 503), after which the provider sends the message again.
 */
const PASSING: ReadonlySet<number> = new Set([401, 403, 404, 405, 429, 499, 503]);

const isFinal = (status: number): boolean => status >= 400 && !PASSING.has(status);

const NOT_TRIED = new ScimError(
  400,
  'The operation was not tried, since others of the request failed before it.',
);

/**
 * The refused switch-offs of a request; nearly all requests have none. It does not check that the
 * users exist. `status`: the status of the answer.
 */
export const refusedSwitchOffs = (
  request: Answered,
  status: number,
): readonly RefusedSwitchOff[] => {
  const { caller, refused, undone } = request;
  if (!caller || (!isFinal(status) && undone === undefined)) return NONE;
  const isBulk = /\/Bulk\/?(?:\?|$)/.test(request.url);
  const sent = request.sent ?? readAnyway(request.body);
  if (isBulk) return ofBulk(sent, undone ?? (refused && (() => refused)));
  const { id } = (request.params ?? {}) as { id?: unknown };
  const isUser = request.routeOptions?.url?.endsWith('/Users/:id') === true;
  if (!refused || !isUser || !isUserId(String(id)) || !WRITES.has(request.method)) return NONE;
  if (!switchesOff(sent)) return NONE;
  const { method } = request;
  const refusal = { ...explain(refused), switchOff: true };
  return [{ userId: String(id), method, status, refusal, body: sent, isOperation: false }];
};

/** JSON that was refused for its content, such as a key twice, is read all the same. */
const readAnyway = (body: unknown): unknown => {
  if (typeof body !== 'string' || !/active/i.test(body)) return undefined;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
};

const ofBulk = (sent: unknown, undone: Undone | undefined): readonly RefusedSwitchOff[] => {
  const operations = memberOf(sent, 'operations');
  if (!Array.isArray(operations) || undone === undefined) return NONE;
  const found: RefusedSwitchOff[] = [];
  (operations as readonly unknown[]).forEach((operation, i) => {
    const why = undone(i);
    if (why === undefined) return;
    const method = String(memberOf(operation, 'method')).toUpperCase();
    const [, userId] = /^\/Users\/([^/?#]{36})\/?$/.exec(String(memberOf(operation, 'path'))) ?? [];
    const data = memberOf(operation, 'data');
    const body = Array.isArray(data) ? { Operations: data as unknown } : data;
    if (userId === undefined || !isUserId(userId) || !WRITES.has(method)) return;
    const { error, scim } = why === 'not-tried' ? { error: NOT_TRIED, scim: NOT_TRIED } : why;
    if (!isFinal(scim.status) || !switchesOff(body)) return;
    const explained = explain({ error, scim });
    const code = why === 'not-tried' ? 'switch-off-refused' : explained.code;
    const refusal = { ...explained, code, switchOff: true };
    found.push({ userId, method, status: scim.status, refusal, body, isOperation: true });
  });
  return found;
};

const memberOf = (object: unknown, lower: string): unknown => {
  if (typeof object !== 'object' || object === null) return undefined;
  const found = Object.entries(object).find(([name]) => name.toLowerCase() === lower);
  return found?.[1];
};
