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

/** Speaks SCIM at the public base URL, as an identity provider would, and nowhere else. */
export class TestClient {
  constructor(
    private readonly scimBaseUrl: string,
    private readonly token: string,
    private readonly stopping: AbortSignal,
  ) {}

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

  private async send({ method, path, body, correlationId }: TestRequest): Promise<Response> {
    try {
      return await fetch(`${this.scimBaseUrl}${path}`, {
        method,
        redirect: 'manual',
        signal: AbortSignal.any([this.stopping, AbortSignal.timeout(DEADLINE_MS)]),
        headers: {
          authorization: `Bearer ${this.token}`,
          accept: 'application/scim+json',
          'user-agent': 'Rollcall connection test',
          'x-correlation-id': correlationId,
          ...(body ? { 'content-type': 'application/scim+json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
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
