import { createHash } from 'node:crypto';

/**
 * The file of a moved tenant: JSON, one document a line. The first names the tenant and its final
 * state, then come its events in order, and last the digest of every earlier line.
 */
export interface Head {
  readonly rollcall: 'tenant';
  readonly format: typeof FORMAT;
  readonly tenantId: string;
  readonly createdAt: string;
  /** Of the last event. */
  readonly position: number;
  /** Of the people and groups that the events lead to. */
  readonly checksum: string;
}

export interface MovedEvent {
  readonly position: number;
  readonly subject: string;
  readonly streamVersion: number;
  readonly type: string;
  readonly version: number;
  readonly time: string;
  readonly actor: string;
  /** Files of former releases do not have it. */
  readonly actorLabel?: string;
  readonly correlationId: string;
  readonly commandId: string;
  /** When its words were taken out; `data` is empty then. */
  readonly redactedAt?: string;
  readonly data: unknown;
}

export const FORMAT = 1;

/** A sentence for the operator: nothing was written, nothing was imported. */
export class MoveRefused extends Error {
  override readonly name = 'MoveRefused';
}

export const headOf = (head: Omit<Head, 'rollcall' | 'format'>): Head => ({
  rollcall: 'tenant',
  format: FORMAT,
  ...head,
});

type Write = (text: string) => Promise<void>;

/** Writes documents as lines, and their digest after the last. */
export class TenantFileWriter {
  private readonly hash = createHash('sha256');

  constructor(private readonly write: Write) {}

  add(documents: readonly (Head | MovedEvent)[]): Promise<void> {
    const text = documents.map((one) => `${JSON.stringify(one)}\n`).join('');
    this.hash.update(text);
    return this.write(text);
  }

  end(): Promise<void> {
    return this.write(`${JSON.stringify({ sha256: this.hash.digest('hex') })}\n`);
  }
}
