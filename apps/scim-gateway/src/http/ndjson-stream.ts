import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import { whenOver } from './answer-over';

const MOST_UNREAD = 1_048_576;

/**
 * An answer of JSON lines that are sent as they come. A client that does not read is dropped: what it
 * missed is in the list. `end` is called once, however the stream ends.
 */
export class NdjsonStream {
  private readonly raw: ServerResponse;
  private open = true;

  constructor(
    reply: FastifyReply,
    private readonly onEnd: () => void = () => undefined,
  ) {
    const headers = reply.getHeaders();
    reply.hijack();
    this.raw = reply.raw;
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined) this.raw.setHeader(name, value);
    this.raw.writeHead(200, {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store',
      // A proxy that gathers lines would make a live view of yesterday.
      'x-accel-buffering': 'no',
    });
    this.raw.flushHeaders();
    whenOver(this.raw, () => this.ended());
    this.raw.on('error', () => this.ended());
  }

  get isOpen(): boolean {
    return this.open;
  }

  write(line: object): void {
    if (!this.open) return;
    if (this.raw.writableLength > MOST_UNREAD) return void this.raw.destroy();
    this.raw.write(`${JSON.stringify(line)}\n`);
  }

  end(): void {
    if (this.open) this.raw.end();
    this.ended();
  }

  private ended(): void {
    if (!this.open) return;
    this.open = false;
    this.onEnd();
  }
}
