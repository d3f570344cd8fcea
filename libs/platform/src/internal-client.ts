import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';

/** Another service of ours did not answer in time, or not at all. */
export class NeighbourUnavailable extends Error {
  override readonly name = 'NeighbourUnavailable';
  constructor(
    readonly service: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${service}: ${reason}`, options);
  }
}

export interface InternalAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface InternalClientOptions {
  readonly service: string;
  readonly baseUrl: string;
  readonly key: string;
  /** Milliseconds for the whole question, from sending to the last byte. */
  readonly deadlineMs: number;
}

/** Questions to another service: keep-alive HTTP, the service key, a deadline on each. */
export class InternalClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64, keepAliveMsecs: 1_000 });
  private readonly base: URL;

  constructor(private readonly options: InternalClientOptions) {
    this.base = new URL(options.baseUrl);
  }

  /** The answer, whatever its status. Rejects with NeighbourUnavailable. */
  raw(method: string, path: string, body?: unknown): Promise<InternalAnswer> {
    const { service, key, deadlineMs } = this.options;
    const payload = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const fail = (cause: Error): void =>
        reject(new NeighbourUnavailable(service, cause.message, { cause }));
      const request = httpRequest(
        {
          agent: this.agent,
          hostname: this.base.hostname,
          port: this.base.port,
          method,
          path: this.base.pathname.replace(/\/$/, '') + path,
          headers: {
            authorization: `Bearer ${key}`,
            ...(payload === undefined
              ? {}
              : {
                  'content-type': 'application/json',
                  'content-length': Buffer.byteLength(payload),
                }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', fail);
          response.on('end', () => {
            clearTimeout(deadline);
            const { statusCode = 0, headers } = response;
            resolve({ status: statusCode, headers, body: Buffer.concat(chunks) });
          });
        },
      );
      const deadline = setTimeout(
        () => request.destroy(new Error(`no answer within ${deadlineMs} ms`)),
        deadlineMs,
      );
      request.on('error', (cause) => {
        clearTimeout(deadline);
        fail(cause);
      });
      request.end(payload);
    });
  }

  /** The JSON of a 2xx answer; any other status is NeighbourUnavailable. */
  async json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.raw(method, path, body);
    if (answer.status < 200 || answer.status > 299)
      throw new NeighbourUnavailable(this.options.service, `it answered ${answer.status}`);
    return JSON.parse(answer.body.toString()) as T;
  }

  close(): void {
    this.agent.destroy();
  }
}
