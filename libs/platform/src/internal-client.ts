import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';

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
  /** Milliseconds for the whole question, a second try included, from sending to the last byte. */
  readonly deadlineMs: number;
  /** Questions under way at once; the others wait for one of these to end. 64 when left out. */
  readonly sockets?: number;
}

/** How many milliseconds the one who asks still waits. */
export const DEADLINE = 'x-rollcall-deadline-ms';

/** The connection of the caller for whom a request is sent. */
export type CallerSocket = Pick<Socket, 'destroyed' | 'once' | 'off'>;

/** `idempotent`: to ask twice changes nothing; by default what RFC 9110 §9.2.2 says of the method. */
interface Question {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly idempotent: boolean;
  /** Instead of the client's own. */
  readonly deadlineMs?: number;
  /** In addition to the key and what the body needs. */
  readonly headers?: Readonly<Record<string, string>>;
  /** When it closes, the request is withdrawn. */
  readonly caller?: CallerSocket | undefined;
}

const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
const AGENT = { keepAlive: true, keepAliveMsecs: 1_000 };
const SOCKETS = 64;

interface Trying {
  /** Ends it wherever it is: a request that waits for a connection says nothing when it is destroyed. */
  withdraw: (reason: Error) => void;
  /** Of performance.now(). */
  readonly endsAt: number;
}

/** The neighbour closed a kept connection just when it was used: it has read nothing. */
class ClosedUnderneath extends Error {}

/**
 * Questions to another service: keep-alive HTTP or HTTPS, a key, a deadline on each.
 * The constructor throws on another kind of URL.
 */
export class InternalClient {
  private readonly agent: Agent;
  private readonly send: typeof httpRequest;
  private readonly target: { hostname: string; port: string; prefix: string };

  constructor(private readonly options: InternalClientOptions) {
    const { protocol, hostname, port, pathname } = new URL(options.baseUrl);
    if (protocol !== 'http:' && protocol !== 'https:')
      throw new Error(
        `${options.service} cannot be reached at a ${protocol} address: use http or https.`,
      );
    const tls = protocol === 'https:';
    const agent = { ...AGENT, maxSockets: options.sockets ?? SOCKETS };
    this.agent = tls ? new TlsAgent(agent) : new Agent(agent);
    this.send = tls ? tlsRequest : httpRequest;
    this.target = {
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port,
      prefix: pathname.replace(/\/$/, ''),
    };
  }

  /**
   * The answer, whatever its status. Rejects with NeighbourUnavailable. `path` is encoded already.
   * An idempotent request whose kept connection was closed underneath is sent once more; one whose
   * caller goes away is withdrawn by closing its connection. `deadlineMs`: of this question alone.
   */
  raw(
    method: string,
    path: string,
    body?: unknown,
    idempotent = IDEMPOTENT.has(method),
    headers: Readonly<Record<string, string>> = {},
    caller?: CallerSocket,
    deadlineMs = this.options.deadlineMs,
  ): Promise<InternalAnswer> {
    return this.ask({ method, path, body, idempotent, headers, caller, deadlineMs });
  }

  /**
   * The JSON of a 2xx answer; any other status, or other text, is NeighbourUnavailable.
   * `deadlineMs`: of this question alone.
   */
  async json<T>(
    method: string,
    path: string,
    body?: unknown,
    idempotent = IDEMPOTENT.has(method),
    deadlineMs = this.options.deadlineMs,
  ): Promise<T> {
    const answer = await this.ask({ method, path, body, idempotent, deadlineMs });
    const { status } = answer;
    if (status < 200 || status > 299) throw this.unavailable(`it answered ${status}`);
    try {
      return JSON.parse(answer.body.toString()) as T;
    } catch (cause) {
      const { length } = answer.body;
      throw this.unavailable(`its answer (${status}, ${length} bytes) is no JSON`, cause);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private async ask(question: Question): Promise<InternalAnswer> {
    const { deadlineMs = this.options.deadlineMs, caller } = question;
    if (caller?.destroyed) throw this.unavailable('the client closed the connection');
    // A timer of our own: an AbortSignal costs fifteen times as much.
    const trying: Trying = { withdraw: () => {}, endsAt: performance.now() + deadlineMs };
    const end = (reason: string) => () => trying.withdraw(new Error(reason));
    const deadline = setTimeout(end(`no answer within ${deadlineMs} ms`), deadlineMs);
    const gone = end('the client closed the connection');
    caller?.once('close', gone);
    try {
      return await this.once(question, trying).catch((reason: unknown) => {
        const isOver = !(reason instanceof ClosedUnderneath) || caller?.destroyed === true;
        if (isOver || !question.idempotent) throw reason;
        return this.once(question, trying);
      });
    } catch (cause) {
      throw this.unavailable((cause as Error).message, cause);
    } finally {
      clearTimeout(deadline);
      caller?.off('close', gone);
    }
  }

  private once(
    { method, path, body, headers: more }: Question,
    trying: Trying,
  ): Promise<InternalAnswer> {
    const { hostname, port, prefix } = this.target;
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const headers: Record<string, string | number> = {
      ...more,
      authorization: `Bearer ${this.options.key}`,
      [DEADLINE]: Math.max(0, Math.floor(trying.endsAt - performance.now())),
    };
    if (payload !== undefined) {
      headers['content-type'] = 'application/json';
      headers['content-length'] = Buffer.byteLength(payload);
    }
    return new Promise((resolve, reject) => {
      const request = this.send(
        { agent: this.agent, hostname, port, method, path: prefix + path, headers },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const { statusCode = 0, headers: given } = response;
            resolve({ status: statusCode, headers: given, body: Buffer.concat(chunks) });
          });
        },
      );
      trying.withdraw = (reason) => {
        request.destroy(reason);
        reject(reason);
      };
      request.on('error', (cause: NodeJS.ErrnoException) => {
        const closed = cause.code === 'ECONNRESET' || cause.code === 'EPIPE';
        reject(
          closed && request.reusedSocket ? new ClosedUnderneath(cause.message, { cause }) : cause,
        );
      });
      request.end(payload);
    });
  }

  private unavailable(reason: string, cause?: unknown): NeighbourUnavailable {
    return new NeighbourUnavailable(
      this.options.service,
      reason,
      cause === undefined ? {} : { cause },
    );
  }
}
