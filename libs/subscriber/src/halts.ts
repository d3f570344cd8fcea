import type { ReadEvent } from '@rollcall/contracts';
import type { HoldCause } from './handling';

/** A message that could not be handled; without a tenant when its key names none. */
export interface Stopped {
  readonly tenantId: string | undefined;
  readonly partition: number;
  readonly offset: string;
  readonly reason: string;
}

/** A tenant that is not read on until somebody has looked. */
export interface Held extends Stopped {
  readonly tenantId: string;
}

/** A tenant whose event the handler refused: it is tried again by itself. */
export interface Waiting extends Held {
  readonly position: number;
  /** How often the handler has failed. */
  readonly tries: number;
  readonly againInMs: number;
}

/** Why the messages of a tenant are passed over for now, and from where it is to be read again. */
export type Halt =
  | {
      readonly as: 'held';
      readonly cause: HoldCause;
      readonly stopped: Held;
    }
  | { readonly as: 'waiting'; readonly stopped: Waiting; readonly event: ReadEvent }
  /** What was passed over meanwhile is read again from here. */
  | { readonly as: 'resuming'; readonly stopped: Held }
  | { readonly as: 'rebuilding'; readonly stopped: Held };

/** The tenants of one reader that are not read on, and the first message of each that was passed over. */
export class Halts {
  private readonly halts = new Map<string, Halt>();
  private readonly passed = new Map<string, string>();

  constructor(private readonly onChanged: (tenantId: string) => void = () => undefined) {}

  get(tenantId: string): Halt | undefined {
    return this.halts.get(tenantId);
  }

  all(): readonly Halt[] {
    return [...this.halts.values()];
  }

  held(): readonly Held[] {
    return this.all().flatMap((one) => (one.as === 'held' ? [one.stopped] : []));
  }

  waiting(): readonly Waiting[] {
    return this.all().flatMap((one) => (one.as === 'waiting' ? [one.stopped] : []));
  }

  /** In the place of the one before. */
  set(halt: Halt): void {
    this.halts.set(halt.stopped.tenantId, halt);
    this.onChanged(halt.stopped.tenantId);
  }

  delete(tenantId: string): void {
    if (this.halts.delete(tenantId)) this.onChanged(tenantId);
    this.passed.delete(tenantId);
  }

  clear(): void {
    this.halts.clear();
    this.passed.clear();
  }

  passOver(tenantId: string, offset: string): void {
    const first = this.passed.get(tenantId);
    if (first === undefined || isBefore(offset, first)) this.passed.set(tenantId, offset);
  }

  firstPassed(tenantId: string): string | undefined {
    return this.passed.get(tenantId);
  }

  /** Where a re-read of the partition would have to begin to miss nothing. */
  firstOf(partition: number): string | undefined {
    const offsets = this.all().flatMap(({ stopped }) =>
      stopped.partition === partition ? [stopped.offset] : [],
    );
    return offsets.sort((one, other) => (isBefore(one, other) ? -1 : 1))[0];
  }
}

export const isBefore = (one: string, other: string): boolean => BigInt(one) < BigInt(other);
