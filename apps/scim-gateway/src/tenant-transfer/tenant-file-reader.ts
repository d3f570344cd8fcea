import { createHash } from 'node:crypto';
import { TextDecoder } from 'node:util';
import { isTenantId } from '../tenancy/tenant-id';
import { FORMAT, MoveRefused, type Head, type MovedEvent } from './tenant-file';

/** An event's data is at most 256 kB, and JSON may write a character with six. */
const LONGEST_LINE = 4 * 1024 * 1024;

const notOurs = new MoveRefused('This is not a tenant export: its first line names no tenant.');
const cut = new MoveRefused('The file is truncated. Nothing was imported.');
/** The refusal of a corrupt line, counted from 1; the import also throws it for wrong events. */
export const changedAt = (number: number): MoveRefused =>
  new MoveRefused(`Line ${number} of the file is corrupt. Nothing was imported.`);

/** Lines from bytes in pieces of any size. Rejects with MoveRefused for bytes that are no text. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let pieces: string[] = [];
  let length = 0;
  let number = 1;
  for await (const chunk of chunks) {
    const lines = textOf(decoder, chunk)?.split('\n');
    if (!lines) throw changedAt(number);
    const rest = lines.pop() as string;
    for (const line of lines) {
      yield pieces.join('') + line;
      pieces = [];
      length = 0;
      number += 1;
    }
    pieces.push(rest);
    length += rest.length;
    if (length > LONGEST_LINE) throw number === 1 ? notOurs : changedAt(number);
  }
  if (length > 0) yield pieces.join('');
}

const textOf = (decoder: TextDecoder, chunk: Buffer): string | undefined => {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch {
    return undefined;
  }
};

const parsed = (line: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
};

const isHead = (value: unknown): value is Head => {
  const head = value as Partial<Head> | undefined;
  return (
    head?.rollcall === 'tenant' &&
    typeof head.tenantId === 'string' &&
    isTenantId(head.tenantId) &&
    typeof head.createdAt === 'string' &&
    typeof head.checksum === 'string' &&
    Number.isSafeInteger(head.position)
  );
};

const TEXTS = ['subject', 'type', 'time', 'actor', 'correlationId', 'commandId'] as const;
const NUMBERS = ['position', 'streamVersion', 'version'] as const;

const isEvent = (value: Readonly<Record<string, unknown>>): boolean =>
  TEXTS.every((name) => typeof value[name] === 'string') &&
  NUMBERS.every((name) => Number.isSafeInteger(value[name])) &&
  typeof value['data'] === 'object' &&
  value['data'] !== null;

/**
 * Reads a file once, from any source: `head`, then each event. Only after the last one is it known
 * that the file is as it was written. Every exit before the end is a MoveRefused.
 */
export class TenantFileReader {
  private readonly hash = createHash('sha256');
  private readonly lines: AsyncGenerator<string>;
  /** The line that was read last, from 1. */
  number = 0;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.lines = linesOf(chunks);
  }

  async head(): Promise<Head> {
    const line = await this.next();
    const head = line === undefined ? undefined : parsed(line);
    if (!isHead(head)) throw notOurs;
    if (head.format !== FORMAT)
      throw new MoveRefused(
        `The file has format ${String(head.format)}; this version reads ${FORMAT}. Import it with the version that wrote it.`,
      );
    this.hash.update(`${line}\n`);
    return head;
  }

  async *events(): AsyncGenerator<MovedEvent> {
    for (;;) {
      const line = await this.next();
      if (line === undefined) throw cut;
      const value = parsed(line);
      if (value === undefined) throw changedAt(this.number);
      if ('sha256' in value) return this.end(value['sha256']);
      if (!isEvent(value)) throw changedAt(this.number);
      this.hash.update(`${line}\n`);
      yield value as unknown as MovedEvent;
    }
  }

  /** The refusal of the last line read; the import throws it for wrong events. */
  get changed(): MoveRefused {
    return changedAt(this.number);
  }

  private end(digest: unknown): void {
    if (digest !== this.hash.digest('hex'))
      throw new MoveRefused(
        'The digest of the file is wrong: the file differs from the export. Nothing was imported.',
      );
  }

  private async next(): Promise<string | undefined> {
    const { value, done } = await this.lines.next();
    this.number += 1;
    return done ? undefined : value;
  }
}
