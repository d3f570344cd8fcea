import type { SnapshotLine, SnapshotRow, SnapshotStart, SnapshotTenant } from '@rollcall/contracts';
import { growing, sleep } from './retry';

export interface SnapshotSource {
  /** The public address of the directory. */
  readonly directory: string;
  /** A client key with the scope `snapshot:read`. */
  readonly key: string;
  /** This tenant alone. */
  readonly tenant?: string;
  /**
   * Stores one tenant: in one transaction its rows, and `position` and `epoch` of `tenant`; `rows` ends
   * when all of them came, and throws when the response is cut off: then roll back. Return without
   * reading `rows` where the tenant has a position already. When it rejects for another reason, so
   * does the whole.
   */
  readonly load: (tenant: SnapshotTenant, rows: AsyncIterable<SnapshotRow>) => Promise<void>;
}

/** The response ended before its last line, or the directory has no room now. */
class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

const PAUSES = { firstMs: 1_000, mostMs: 30_000 };

/**
 * Loads a snapshot of the directory, and goes on after the last whole tenant as often as the response
 * is cut off. Resolves to its first line: with the offsets at which the events go on.
 */
export const loadSnapshot = async (source: SnapshotSource): Promise<SnapshotStart> => {
  let first: SnapshotStart | undefined;
  let after: string | undefined;
  for (let tries = 1; ; tries += 1) {
    try {
      const lines = linesOf(await request(source, after));
      const start = await lines.next();
      if (start.done || start.value.kind !== 'snapshot') throw new Interrupted('no first line');
      // Of the first response: its offsets are the earliest.
      first ??= start.value;
      for await (const line of lines) {
        if (line.kind === 'end') return first;
        if (line.kind !== 'tenant') continue;
        await one(source, line, lines);
        after = source.tenant === undefined ? line.tenantId : undefined;
        tries = 1;
      }
      throw new Interrupted('the snapshot was cut off');
    } catch (reason) {
      if (!(reason instanceof Interrupted)) throw reason;
      await sleep(growing(PAUSES, tries));
    }
  }
};

const request = async (
  { directory, key, tenant }: SnapshotSource,
  after: string | undefined,
): Promise<ReadableStream<Uint8Array>> => {
  const url = new URL('/directory/v1/snapshot', directory);
  if (tenant !== undefined) url.searchParams.set('tenant', tenant);
  if (after !== undefined) url.searchParams.set('after', after);
  const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } }).catch(
    (reason: unknown) => {
      throw new Interrupted(`the directory does not answer: ${String(reason)}`);
    },
  );
  if (response.status === 200 && response.body) return response.body;
  const says = `the directory answered ${response.status}: ${(await response.text()).slice(0, 500)}`;
  throw response.status === 429 || response.status >= 500 ? new Interrupted(says) : new Error(says);
};

/** Each line when the one before it was taken. */
async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<SnapshotLine, void> {
  const decoder = new TextDecoder();
  let rest = '';
  const pieces = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await pieces.next().catch((): never => {
        throw new Interrupted('the snapshot was cut off');
      });
      if (piece.done) return;
      const lines = (rest + decoder.decode(piece.value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line) as SnapshotLine;
    }
  } finally {
    // Ends the transaction at the directory when nobody reads on.
    await pieces.return?.().catch(() => undefined);
  }
}

const one = async (
  { load }: SnapshotSource,
  tenant: SnapshotTenant,
  lines: AsyncGenerator<SnapshotLine, void>,
): Promise<void> => {
  let ended = false;
  const rows = async function* (): AsyncGenerator<SnapshotRow, void> {
    while (!ended) {
      const { value: line, done } = await lines.next();
      if (done) throw new Interrupted('the snapshot was cut off');
      if (line.kind === 'tenantEnd') ended = true;
      else if (line.kind === 'user' || line.kind === 'group' || line.kind === 'members') yield line;
    }
  };
  await load(tenant, rows());
  // What was not read.
  const rest = rows();
  while (!(await rest.next()).done);
};
