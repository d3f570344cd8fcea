import { bodyOf, Client, type Headers } from './client';
import type { Stack } from './stack';
import type { Answer } from './tools';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Somebody at a browser: keeps the cookie, sends the CSRF token with changes. */
export class Visitor {
  cookie: string | undefined;
  csrf: string | undefined;
  private readonly client: Client;

  constructor(
    stack: Stack,
    /** The address that a trusted proxy says they have. */
    readonly address = '198.51.100.7',
    gateway = 0,
  ) {
    this.client = new Client(stack.admin[gateway] as string, '');
  }

  /** `path` under /admin/v1. What `headers` names replaces what a browser would send. */
  async send(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const answer = await this.client.send(method, path, body, {
      'x-forwarded-for': this.address,
      ...(body === undefined ? {} : JSON_TYPE),
      ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
      ...(this.csrf === undefined ? {} : { 'x-rollcall-csrf': this.csrf }),
      ...headers,
    });
    this.keep(answer);
    return answer;
  }

  get = (path: string, headers?: Headers): Promise<Answer> =>
    this.send('GET', path, undefined, headers);

  /** Opens a set-up link as the console does: with what stands behind the #. */
  async open(url: string, headers?: Headers): Promise<Answer> {
    const answer = await this.send('POST', '/session', { link: secretOf(url) }, headers);
    if (answer.status === 201) this.csrf = String(bodyOf(answer)['csrf']);
    return answer;
  }

  private keep(answer: Answer): void {
    const given = cookiesOf(answer).find((one) => /^(__Host-)?rollcall-session=/.test(one));
    if (given !== undefined) this.cookie = given.split(';')[0];
  }
}

export const cookiesOf = ({ headers }: Answer): readonly string[] =>
  [(headers as Record<string, string | string[] | undefined>)['set-cookie'] ?? []].flat();

export const secretOf = (url: string): string => url.slice(url.indexOf('#') + 1);
