import { speak, type Answer } from './tools';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

/** A SCIM resource or any other JSON object of an answer. */
export type Body = Readonly<Record<string, unknown>>;

export type Headers = Readonly<Record<string, string>>;

const NO_ANSWER = { status: 0, headers: {}, text: '', body: undefined } as const;

/** Speaks to one base URL with one token. An answer that never came has status 0. */
export class Client {
  constructor(
    readonly base: string,
    readonly token: string,
    private readonly deadlineMs = 15_000,
  ) {}

  async send(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    const type: Headers =
      body === undefined ? {} : { 'content-type': 'application/scim+json; charset=utf-8' };
    const { base, token, deadlineMs } = this;
    try {
      return await speak(
        { method, path, body, headers: { ...type, ...headers } },
        { base, token, deadlineMs },
      );
    } catch (reason) {
      return { ...NO_ANSWER, failure: reason instanceof Error ? reason.message : String(reason) };
    }
  }

  get = (path: string, headers?: Headers): Promise<Answer> =>
    this.send('GET', path, undefined, headers);
  post = (path: string, body: unknown, headers?: Headers): Promise<Answer> =>
    this.send('POST', path, body, headers);
  put = (path: string, body: unknown, headers?: Headers): Promise<Answer> =>
    this.send('PUT', path, body, headers);
  patch = (path: string, operations: readonly unknown[], headers?: Headers): Promise<Answer> =>
    this.send('PATCH', path, { schemas: [PATCH_OP], Operations: operations }, headers);
  delete = (path: string, headers?: Headers): Promise<Answer> =>
    this.send('DELETE', path, undefined, headers);
}

export const filter = (text: string): string => `/Users?filter=${encodeURIComponent(text)}`;

export const strictUser = (userName: string, more: Body = {}): Body => ({
  schemas: [USER],
  userName,
  displayName: `Name of ${userName}`,
  active: true,
  ...more,
});

export const bodyOf = (answer: Answer): Body => (answer.body ?? {}) as Body;
export const idOf = (answer: Answer): string => String(bodyOf(answer)['id']);
export const totalOf = (answer: Answer): number => Number(bodyOf(answer)['totalResults']);
export const resourcesOf = (answer: Answer): readonly Body[] =>
  (bodyOf(answer)['Resources'] ?? []) as readonly Body[];
