import { Client, type Dispatcher } from 'undici';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

export interface InternalAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

const CLOSED: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** A question that is sent once. Nothing else tells whether its connection was used before. */
export class Attempt implements Dispatcher.DispatchHandler {
  connection?: Connection;
  /** The neighbour closed a kept connection just when it was used: it has read nothing. */
  wasClosedUnderneath = false;
  private withdrawn: Error | undefined;
  private controller?: Dispatcher.DispatchController;
  private isKept = false;
  private status = 0;
  private headers: Headers = {};
  private readonly chunks: Buffer[] = [];

  constructor(
    private readonly resolve: (answer: InternalAnswer) => void,
    private readonly reject: (reason: Error) => void,
  ) {}

  /** Ends it, wherever it is: also while it waits for a connection. */
  withdraw(reason: Error): void {
    this.withdrawn = reason;
    this.controller?.abort(reason);
    this.reject(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.withdrawn) return controller.abort(this.withdrawn);
    this.controller = controller;
    this.isKept = this.connection?.answered === true;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Headers): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.connection) this.connection.answered = true;
    this.resolve({
      status: this.status,
      headers: this.headers,
      body: Buffer.concat(this.chunks),
    });
  }

  onResponseError(_: Dispatcher.DispatchController, cause: NodeJS.ErrnoException): void {
    this.wasClosedUnderneath = this.isKept && this.status === 0 && CLOSED.has(cause.code);
    this.reject(cause);
  }
}

/** Goes through the pool as it is, where the handler does not. */
export type Sent = Dispatcher.DispatchOptions & { readonly attempt?: Attempt };

/** A connection of a pool that knows whether an answer came over it, and tells the attempts. */
export class Connection extends Client {
  answered = false;

  constructor(...[to, options]: ConstructorParameters<typeof Client>) {
    super(to, options);
    this.on('connect', () => (this.answered = false));
  }

  override dispatch(options: Sent, handler: Dispatcher.DispatchHandler): boolean {
    if (options.attempt) options.attempt.connection = this;
    return super.dispatch(options, handler);
  }
}
