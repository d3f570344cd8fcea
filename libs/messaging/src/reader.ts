import type { ReadEvent } from '@rollcall/contracts';
import type { Delivered, EventBatch } from './event-batch';
import { tried } from './retry';
import { TenantSequence, type Place } from './tenant-sequence';
import { traced } from './traced';

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

export interface ReaderOptions {
  readonly handle: (event: ReadEvent) => void | Promise<void>;
  readonly positionOf: (tenantId: string) => Place | Promise<Place>;
  readonly onHeld: (stopped: Stopped) => void;
}

/** Each event once, in order for each tenant; a tenant that cannot go on is held, the others go on. */
export class Reader {
  private sequence = new TenantSequence();
  private readonly holds = new Map<string, Held>();

  constructor(private readonly options: ReaderOptions) {}

  held(): readonly Held[] {
    return [...this.holds.values()];
  }

  /** Where a re-read of the partition would have to begin to miss nothing. */
  firstHold(partition: number): string | undefined {
    const offsets = this.held().filter((one) => one.partition === partition);
    return offsets.map((one) => one.offset).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))[0];
  }

  /** Another reader may have gone on: places are asked for again, and holds are met again. */
  forget(): void {
    this.sequence = new TenantSequence();
    this.holds.clear();
  }

  /** Rejects when a place could not be learnt; what was handled before is not handled again. */
  async take({ events, partition }: Pick<EventBatch, 'events' | 'partition'>): Promise<void> {
    for (const delivered of events) await this.one(delivered, partition);
  }

  private async one(delivered: Delivered, partition: number): Promise<void> {
    const { offset } = delivered;
    const tenantId = 'event' in delivered ? delivered.event.tenantId : delivered.tenantId;
    const hold = tenantId === undefined ? undefined : this.holds.get(tenantId);
    // To meet the message of a hold again is to try it again.
    if (hold && hold.offset !== offset) return;
    const reason = await this.reasonAgainst(delivered);
    if (tenantId !== undefined) this.holds.delete(tenantId);
    if (reason === undefined) return;
    const stopped: Stopped = { tenantId, partition, offset, reason };
    if (tenantId !== undefined) this.holds.set(tenantId, stopped as Held);
    this.options.onHeld(stopped);
  }

  /** Undefined when the event is handled, or was. */
  private async reasonAgainst(delivered: Delivered): Promise<string | undefined> {
    if ('unreadable' in delivered) return delivered.unreadable;
    const { event } = delivered;
    const { tenantId, position } = event;
    const { sequence } = this;
    if (!sequence.knows(tenantId))
      sequence.begin(tenantId, await this.options.positionOf(tenantId));
    const place = sequence.place(tenantId, position, event.epoch);
    if (place === 'seen') return undefined;
    if (place === 'rewritten')
      return `the log went back in time: position ${position} is told anew, in another epoch`;
    if (place === 'stray')
      return `position ${position} is of an epoch that ended before that of position ${position - 1}`;
    if (place === 'gap') return `position ${position} came after ${sequence.position(tenantId)}`;
    const failed = await tried(() => traced('handle', [event], () => this.options.handle(event)));
    if (failed) return `the handler failed: ${said(failed.reason)}`;
    sequence.moved(tenantId, position, event.epoch);
    return undefined;
  }
}

const said = (reason: unknown): string =>
  reason instanceof Error ? reason.message : String(reason);
