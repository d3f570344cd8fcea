import { clientWith, type Client } from './redis-client';

export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

/** A certificate to show and its key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** How a node is spoken to: TLS, and who we are. */
export interface Introduction {
  readonly tls: boolean;
  readonly certificate?: Certificate;
  readonly username?: string;
  readonly password?: string;
}

/** What the client of the `redis` package is told of a node. */
export const clientOf = (node: RedisNode, { tls, certificate, ...who }: Introduction) => ({
  ...who,
  socket: { ...node, ...(tls ? { tls: true as const, ...certificate } : {}) },
});

const open = (node: RedisNode, introduction: Introduction): Client => {
  const { socket, ...who } = clientOf(node, introduction);
  const options = { ...socket, connectTimeout: ANSWER_MS };
  return clientWith({ ...who, name: 'token-service-looks', socket: options });
};

const ANSWER_MS = 1_000;

/** Questions to whichever of some nodes answers, on a connection that is kept while it does. */
export class FirstThatAnswers {
  private at = 0;
  private opening: Promise<Client> | undefined;
  private closed = false;

  constructor(
    private readonly nodes: readonly RedisNode[],
    private readonly introduction: Introduction,
    private readonly onError: (error: Error) => void,
  ) {}

  /** `read` says undefined of an answer that says nothing. Rejects when no node answers. */
  async ask<T>(
    command: readonly string[],
    read: (reply: unknown, node: RedisNode) => T | undefined,
  ): Promise<T> {
    for (let tries = 0; tries < this.nodes.length && !this.closed; tries += 1) {
      const node = this.nodes[this.at] as RedisNode;
      const opening = (this.opening ??= this.open(node));
      const known = await answered(opening, command).then(
        (reply) => read(reply, node),
        (error: Error) => void this.onError(error),
      );
      if (known !== undefined) return known;
      this.leave(opening);
    }
    throw new Error(`None of the ${this.nodes.length} Redis nodes knows the primary.`);
  }

  close(): void {
    this.closed = true;
    if (this.opening) this.leave(this.opening);
  }

  private async open(node: RedisNode): Promise<Client> {
    const client = open(node, this.introduction);
    client.on('error', (error: Error) => this.onError(error));
    await client.connect();
    return client;
  }

  /** The next question goes to the next node; questions at the same time leave it once. */
  private leave(opening: Promise<Client>): void {
    if (this.opening !== opening) return;
    this.opening = undefined;
    this.at = (this.at + 1) % this.nodes.length;
    opening.then(
      (client) => client.destroy(),
      () => undefined,
    );
  }
}

const answered = async (opening: Promise<Client>, command: readonly string[]): Promise<unknown> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('a Redis node does not answer')), ANSWER_MS);
  });
  const asking = opening.then((client) => client.sendCommand([...command]));
  return Promise.race([asking, late]).finally(() => clearTimeout(timer));
};
