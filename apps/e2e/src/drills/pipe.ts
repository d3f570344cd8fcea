import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A wire between two services that can be cut, or made slow. */
export class Pipe {
  private readonly ends = new Set<Socket>();
  private target = 0;
  private isCut = false;
  private isDeaf = false;
  private delayMs = 0;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Pipe> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const pipe = new Pipe(server);
    server.on('connection', (socket) => pipe.join(socket));
    return pipe;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  to(port: number): void {
    this.target = port;
  }

  /** Nothing comes through, without an error: packets are lost, connections hang. */
  cut(): void {
    this.isCut = true;
  }

  heal(): void {
    this.isCut = false;
    // A connection that hung has lost bytes: it must start again.
    for (const end of this.ends) end.destroy();
  }

  /**
   * For so long answers are lost; then every connection ends. Requests are carried out meanwhile, and
   * their callers get no answer.
   */
  async loseAnswers(ms: number): Promise<void> {
    this.isDeaf = true;
    await new Promise((resolve) => setTimeout(resolve, ms));
    this.isDeaf = false;
    this.heal();
  }

  slow(delayMs: number): void {
    this.delayMs = delayMs;
  }

  async close(): Promise<void> {
    for (const end of this.ends) end.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket): void {
    const far = connect(this.target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.ends.add(from);
      from.on('data', (bytes: Buffer) => this.carry(bytes, to, to === near));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.ends.delete(from);
        to.destroy();
      });
      from.on('end', () => to.end());
    }
  }

  private carry(bytes: Buffer, to: Socket, isAnswer: boolean): void {
    if (this.isCut || (this.isDeaf && isAnswer)) return;
    if (this.delayMs === 0) to.write(bytes);
    else setTimeout(() => to.destroyed || to.write(bytes), this.delayMs);
  }
}
