import { CLIENT_ASSERTION_TYPE, TOKEN_ENDPOINT } from '../http/surface';
import { StepFailed, type FailureCode } from './failures';

const DEADLINE_MS = 15_000;

export interface TestAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface TestRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly correlationId: string;
}

const OF_STATUS: Readonly<Record<number, FailureCode>> = {
  401: 'token-refused',
  403: 'token-restricted',
  429: 'rate-limited',
  503: 'unavailable',
};

/** A client that gets an access token, by a secret or by an assertion that its provider signed. */
export type TestClientCredential = { readonly clientId: string } & (
  | { readonly clientSecret: string }
  | { readonly clientAssertion: string }
);

/** What an identity provider would have: a token, or a client that gets one. */
export type TestCredential = { readonly token: string } | TestClientCredential;

/** The members of the token request that prove the client, and the code when they do not. */
const proofOf = (
  credential: TestClientCredential,
): { readonly members: Readonly<Record<string, string>>; readonly refused: FailureCode } =>
  'clientSecret' in credential
    ? { members: { client_secret: credential.clientSecret }, refused: 'client-refused' }
    : {
        members: {
          client_assertion_type: CLIENT_ASSERTION_TYPE,
          client_assertion: credential.clientAssertion,
        },
        refused: 'assertion-refused',
      };

/** Speaks to the public base URL, as an identity provider would, and to nothing else. */
export class TestClient {
  /** Empty until `signIn`, where it is not given. */
  token: string;

  constructor(
    private readonly publicBaseUrl: string,
    private readonly credential: TestCredential,
    private readonly stopping: AbortSignal,
  ) {
    this.token = 'token' in credential ? credential.token : '';
  }

  /** Whether it has to ask the token endpoint first. */
  get isClient(): boolean {
    return 'clientId' in this.credential;
  }

  /** Gets an access token (RFC 6749 §4.4); rejects with StepFailed. */
  async signIn(): Promise<{ status: number }> {
    if (!('clientId' in this.credential)) return { status: 200 };
    const { members, refused } = proofOf(this.credential);
    const answer = await this.fetch(TOKEN_ENDPOINT, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: this.credential.clientId,
        ...members,
      }).toString(),
    });
    const { status } = answer;
    const body = jsonOf(await answer.text().catch(() => ''));
    if (status >= 300 && status < 400)
      throw new StepFailed('base-url-redirects', `The answer is a redirect (${status}).`, status);
    if (!body)
      throw new StepFailed('base-url-not-scim', `The answer (${status}) is no JSON.`, status);
    if (status === 200 && typeof body['access_token'] === 'string') {
      this.token = body['access_token'];
      return { status };
    }
    const said = body['error_description'];
    const detail = typeof said === 'string' ? said : `It was ${status}.`;
    throw new StepFailed(
      status === 401 ? refused : (OF_STATUS[status] ?? 'answer-unexpected'),
      detail,
      status,
    );
  }

  /** The answer with the expected status; rejects with StepFailed for any other. */
  async ask(request: TestRequest, expected: number): Promise<TestAnswer> {
    const answer = await this.send(request);
    const { status } = answer;
    if (status >= 300 && status < 400)
      throw new StepFailed('base-url-redirects', `The answer is a redirect (${status}).`, status);
    const text = await answer.text().catch(() => '');
    const body = jsonOf(text);
    if (status === 204 && expected === 204) return { status, body: {} };
    const type = answer.headers.get('content-type') ?? 'no type';
    if (!body || !/json/i.test(type))
      throw new StepFailed('base-url-not-scim', `The answer (${status}) is ${type}.`, status);
    if (status === expected) return { status, body };
    const detail = typeof body['detail'] === 'string' ? body['detail'] : `It was ${status}.`;
    throw new StepFailed(OF_STATUS[status] ?? 'answer-unexpected', detail, status);
  }

  private send({ method, path, body, correlationId }: TestRequest): Promise<Response> {
    return this.fetch(`/scim/v2${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        accept: 'application/scim+json',
        'x-correlation-id': correlationId,
        ...(body ? { 'content-type': 'application/scim+json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }

  private async fetch(path: string, { headers, ...request }: RequestInit): Promise<Response> {
    try {
      return await fetch(`${this.publicBaseUrl}${path}`, {
        ...request,
        headers: { ...(headers as object), 'user-agent': 'Rollcall connection test' },
        redirect: 'manual',
        signal: AbortSignal.any([this.stopping, AbortSignal.timeout(DEADLINE_MS)]),
      });
    } catch (reason) {
      if (this.stopping.aborted) throw new StepFailed('cancelled', 'The server is stopping.');
      throw new StepFailed('base-url-unreachable', `No answer: ${causeOf(reason)}.`);
    }
  }
}

const jsonOf = (text: string): TestAnswer['body'] | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as TestAnswer['body']) : undefined;
  } catch {
    return undefined;
  }
};

/** The code that Node gives, never its text: that may repeat what was sent. */
const causeOf = (reason: unknown): string => {
  const { name, cause } = reason as { name?: string; cause?: { code?: unknown } };
  return typeof cause?.code === 'string' ? cause.code : (name ?? 'it failed');
};
