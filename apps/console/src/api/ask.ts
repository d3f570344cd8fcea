/** A refusal of the admin API (RFC 9457), or no answer at all (status 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail = '',
    /** Stable, for a text in the reader's language. */
    readonly code = '',
  ) {
    super(detail || title);
  }
}

const BASE = '/admin/v1';
let csrf = '';

/** From the session; every request with an effect carries it. */
export const carryCsrf = (token: string): void => {
  csrf = token;
};

let lost = (): void => undefined;

/** `act` runs when an answer says that the session has ended. Returns a function that stops this. */
export const whenLost = (act: () => void): (() => void) => {
  lost = act;
  return () => {
    if (lost === act) lost = () => undefined;
  };
};

const SESSION = '/session';

const random = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const headersOf = (method: Method, body: unknown): Record<string, string> => ({
  accept: 'application/json, application/x-ndjson',
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  ...(method === 'GET' ? {} : { 'x-rollcall-csrf': csrf }),
  // A repeated click or a repeated request makes one thing, not two.
  ...(method === 'POST' ? { 'idempotency-key': random() } : {}),
});

const problemOf = async (answer: Response): Promise<Problem> => {
  const problem = (await answer.json().catch(() => ({}))) as Partial<Record<string, string>>;
  const { title = answer.statusText, detail, code } = problem;
  return new Problem(answer.status, title, detail, code);
};

/** The answer itself; throws a Problem for whatever is not 2xx. */
export const send = async (
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Response> => {
  const answer = await fetch(BASE + path, {
    method,
    headers: headersOf(method, body),
    credentials: 'same-origin',
    cache: 'no-store',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((reason: unknown) => {
    if (signal?.aborted) throw reason;
    throw new Problem(0, '', '');
  });
  // The request for the session itself reads from the answer that there is none.
  if (answer.status === 401 && path !== SESSION) lost();
  if (!answer.ok) throw await problemOf(answer);
  return answer;
};

/** The JSON of an answer; undefined for 204. */
export const ask = async <T>(method: Method, path: string, body?: unknown): Promise<T> => {
  const answer = await send(method, path, body);
  const text = await answer.text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
};

/** Names and values for the end of an address; what is empty is left out. */
export const query = (values: Readonly<Record<string, string | number | null | undefined>>) => {
  const known = Object.entries(values).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  const text = new URLSearchParams(known.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
};

/** Hands on each line of an `application/x-ndjson` answer as it comes. */
export const readLines = async <T>(answer: Response, onLine: (line: T) => void): Promise<void> => {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') onLine(JSON.parse(line) as T);
  }
  if (rest.trim() !== '') onLine(JSON.parse(rest) as T);
};
