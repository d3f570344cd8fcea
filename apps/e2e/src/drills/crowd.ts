import { connect, type Socket } from 'node:net';
import { sleep } from '../audit/settled';

/** Repeats `act` one after the other in so many lanes until `stop`, and counts what it resolved to. */
export class Crowd {
  private readonly counts = new Map<string, number>();
  private readonly lanes: Promise<void>[];
  private stopping = false;

  constructor(
    lanes: number,
    private readonly act: () => Promise<number | string>,
    private readonly pauseMs = 0,
  ) {
    this.lanes = Array.from({ length: lanes }, () => this.lane());
  }

  /** What came, most first: `201 × 40, 429 × 2`. */
  get said(): string {
    const rows = [...this.counts].sort(([, a], [, b]) => b - a);
    return rows.map(([what, times]) => `${what} × ${times}`).join(', ') || 'nothing';
  }

  get kinds(): readonly string[] {
    return [...this.counts.keys()];
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.lanes);
  }

  private async lane(): Promise<void> {
    while (!this.stopping) {
      const what = String(await this.act());
      this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
      if (this.pauseMs > 0) await sleep(this.pauseMs);
    }
  }
}

/** Connections that send this text once and then nothing; one that is closed is opened again. */
export class Hanging {
  private readonly sockets = new Set<Socket>();
  private stopping = false;
  closed = 0;

  constructor(
    base: string,
    count: number,
    private readonly text = '',
  ) {
    const { hostname, port } = new URL(base);
    for (let i = 0; i < count; i += 1) this.open(hostname, Number(port));
  }

  stop(): void {
    this.stopping = true;
    for (const one of this.sockets) one.destroy();
  }

  private open(host: string, port: number): void {
    const socket = connect(port, host);
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => undefined);
    socket.on('close', () => {
      this.sockets.delete(socket);
      if (this.stopping) return;
      this.closed += 1;
      setTimeout(() => this.stopping || this.open(host, port), 5_000);
    });
    if (this.text !== '') socket.write(this.text);
  }
}
