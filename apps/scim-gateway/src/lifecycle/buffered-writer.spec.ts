import { setTimeout as pause } from 'node:timers/promises';
import { BufferedWriter } from './buffered-writer';

/** Keeps what each write took; a write ends when the spec says so. */
class Keeping extends BufferedWriter {
  readonly written: string[][] = [];
  end: () => void = () => undefined;
  private waiting: string[] = [];

  add(text: string): void {
    this.waiting.push(text);
    this.soon();
  }

  protected async write(): Promise<void> {
    this.written.push(this.waiting);
    this.waiting = [];
    await new Promise<void>((resolve) => (this.end = resolve));
  }
}

describe('a writer in the background', () => {
  it('writes together what came within its time', async () => {
    const writer = new Keeping(10);
    for (const text of ['a', 'b']) writer.add(text);
    expect(writer.written).toEqual([]);
    await pause(40);
    expect(writer.written).toEqual([['a', 'b']]);
  });

  it('writes one batch after the other', async () => {
    const writer = new Keeping(3_600_000);
    writer.add('a');
    const first = writer.flush();
    await pause(1);
    writer.add('b');
    const second = writer.flush();
    await pause(10);
    expect(writer.written).toEqual([['a']]);
    writer.end();
    await first;
    await pause(1);
    expect(writer.written).toEqual([['a'], ['b']]);
    writer.end();
    await second;
  });

  it('writes what waits when the gateway stops', async () => {
    const writer = new Keeping(3_600_000);
    writer.add('a');
    const stopped = writer.onApplicationShutdown();
    await pause(1);
    writer.end();
    await stopped;
    expect(writer.written).toEqual([['a']]);
  });
});
