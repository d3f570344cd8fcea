import type { LoginAnswer as DirectoryAnswer } from '@rollcall/contracts';

export interface DirectoryOptions {
  /** The public address of the directory, such as `https://directory.internal:3002`. */
  readonly url: string;
  /** A client key with the scope `logins:read`. */
  readonly key: string;
  /** How long one question may take: 300 ms. */
  readonly timeoutMs?: number;
  /** Questions at a time; beyond, the policy decides at once: 100. */
  readonly maxInFlight?: number;
}

/** `moved` and `refused` are final; `unavailable`: nothing was learned. */
export type Reply =
  | { readonly as: 'answer'; readonly answer: DirectoryAnswer; readonly sentAt: number }
  | { readonly as: 'moved' | 'refused'; readonly why: string }
  | { readonly as: 'unavailable'; readonly why: string };

const TIMEOUT_MS = 300;
const MOST_IN_FLIGHT = 100;

/** Half of a pair: no name has one, and no address can carry it. */
const HALF = /\p{Surrogate}/gu;
const part = (text: string): string => encodeURIComponent(text.replace(HALF, '\ufffd'));

/** Asks the directory; the same question at the same time is asked once. Never rejects. */
export class Directory {
  private readonly inFlight = new Map<string, Promise<Reply>>();

  constructor(private readonly options: DirectoryOptions) {}

  ask(tenantId: string, userName: string): Promise<Reply> {
    const path = `/directory/v1/tenants/${part(tenantId)}/logins/${part(userName)}`;
    const known = this.inFlight.get(path);
    if (known) return known;
    const { maxInFlight = MOST_IN_FLIGHT } = this.options;
    if (this.inFlight.size >= maxInFlight)
      return Promise.resolve({ as: 'unavailable', why: `${maxInFlight} questions are in flight` });
    const request = this.request(path, tenantId).finally(() => this.inFlight.delete(path));
    this.inFlight.set(path, request);
    return request;
  }

  private async request(path: string, tenantId: string): Promise<Reply> {
    const { url, key, timeoutMs = TIMEOUT_MS } = this.options;
    const sentAt = performance.now();
    try {
      const response = await fetch(url.replace(/\/$/, '') + path, {
        headers: { authorization: `Bearer ${key}` },
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const { status } = response;
      if (status === 200) return answerOf(await response.json(), tenantId, sentAt);
      // To read what nobody needs gives the connection back.
      const body = await response.text();
      if (status === 410) return { as: 'moved', why: body };
      const isTemporary = status >= 500 || status === 408 || status === 429;
      return { as: isTemporary ? 'unavailable' : 'refused', why: `it answered ${status}` };
    } catch (reason) {
      return { as: 'unavailable', why: messageOf(reason) };
    }
  }
}

export const messageOf = (reason: unknown): string => {
  if (!(reason instanceof Error)) return String(reason);
  return reason.cause instanceof Error ? reason.cause.message : reason.message;
};

/** What stands at this address may be something else. */
const answerOf = (body: unknown, tenantId: string, sentAt: number): Reply => {
  const answer = body as Partial<DirectoryAnswer> | null;
  const isOne =
    answer?.tenantId === tenantId &&
    typeof answer.mayLogIn === 'boolean' &&
    Number.isSafeInteger(answer.position) &&
    typeof answer.provenCurrentSecondsAgo === 'number' &&
    answer.provenCurrentSecondsAgo >= 0;
  return isOne
    ? { as: 'answer', answer: body as DirectoryAnswer, sentAt }
    : { as: 'unavailable', why: 'its response is no answer about a log-in' };
};
