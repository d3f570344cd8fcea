import { clientWith, type Client } from './redis-client';

export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** A client certificate and its key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** How the service proves itself to a node, and whether it asks for TLS. */
export interface RedisCredentials {
  readonly tls: boolean;
  readonly certificate?: Certificate;
  readonly username?: string;
  readonly password?: string;
}

/** A node as options of the `redis` package. */
export const clientOptions = (
  node: RedisNode,
  { tls, certificate, ...login }: RedisCredentials,
) => ({
  ...login,
  socket: { ...node, ...(tls ? { tls: true as const, ...certificate } : {}) },
});

const open = (node: RedisNode, credentials: RedisCredentials): Client => {
  const { socket, ...login } = clientOptions(node, credentials);
  return clientWith({
    ...login,
    // Operators see this name in CLIENT LIST.
    name: 'token-service-looks',
    socket: { ...socket, connectTimeout: REPLY_MS },
  });
};

const REPLY_MS = 1_000;

/** Sends a command to the first of several nodes that replies, and keeps that connection. */
export class FailoverClient {
  private at = 0;
  private opening: Promise<Client> | undefined;
  private closed = false;

  constructor(
    private readonly nodes: readonly RedisNode[],
    private readonly credentials: RedisCredentials,
    private readonly onError: (error: Error) => void,
  ) {}

  /** `read` returns undefined for a reply that does not answer. Rejects when no node answers. */
  async send<T>(
    command: readonly string[],
    read: (reply: unknown, node: RedisNode) => T | undefined,
  ): Promise<T> {
    for (let tries = 0; tries < this.nodes.length && !this.closed; tries += 1) {
      const node = this.nodes[this.at] as RedisNode;
      const opening = (this.opening ??= this.open(node));
      const found = await replyOf(opening, command).then(
        (reply) => read(reply, node),
        (error: Error) => void this.onError(error),
      );
      if (found !== undefined) return found;
      this.failOver(opening);
    }
    throw new Error(`None of the ${this.nodes.length} Redis nodes knows the primary.`);
  }

  close(): void {
    this.closed = true;
    if (this.opening) this.failOver(this.opening);
  }

  private async open(node: RedisNode): Promise<Client> {
    const client = open(node, this.credentials);
    client.on('error', (error: Error) => this.onError(error));
    await client.connect();
    return client;
  }

  /** The next command goes to the next node; commands that fail together move on once. */
  private failOver(opening: Promise<Client>): void {
    if (this.opening !== opening) return;
    this.opening = undefined;
    this.at = (this.at + 1) % this.nodes.length;
    opening.then(
      (client) => client.destroy(),
      () => undefined,
    );
  }
}

const replyOf = async (opening: Promise<Client>, command: readonly string[]): Promise<unknown> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('a Redis node does not answer')), REPLY_MS);
  });
  const reply = opening.then((client) => client.sendCommand([...command]));
  return Promise.race([reply, late]).finally(() => clearTimeout(timer));
};
