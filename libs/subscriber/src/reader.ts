import type { ReadEvent } from '@rollcall/contracts';
import type { Delivered, EventBatch } from './event-batch';
import { Halts, isBefore, type Halt, type Held, type Stopped, type Waiting } from './halts';
import { Handling, messageOf, type Handler, type HoldCause, type Outcome } from './handling';
import type { TenantState } from './reporter';
import { growing, sleep, type Pauses } from './retry';
import { runOf } from './runs';
import { TenantSequence } from './tenant-sequence';

export interface ReaderOptions extends Handler {
  readonly onHeld: (stopped: Stopped) => void;
  /** After each failure of the handler. */
  readonly onWaiting?: (waiting: Waiting) => void;
  /** Has a partition read again from an offset. */
  readonly seek: (partition: number, offset: string) => void;
  readonly pauses?: Pauses;
}

/** Reads everything of a partition from its beginning to the end that it has now. */
export type ReadPartition = (
  take: (events: readonly Delivered[]) => Promise<void>,
) => Promise<void>;

const PAUSES: Pauses = { firstMs: 200, mostMs: 30_000 };

/**
 * Each event once, in order for each tenant. A handler that fails is called again, after pauses that
 * grow, for as long as it takes; a message that can never be handled holds its tenant until somebody
 * has looked. The other tenants go on meanwhile.
 */
export class Reader {
  private sequence = new TenantSequence();
  private readonly halts: Halts;
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly pauses: Pauses;
  private readonly handling: Handling;
  private closed = false;

  constructor(private readonly options: ReaderOptions) {
    this.halts = new Halts(options.onChanged);
    this.handling = new Handling(options);
    this.pauses = options.pauses ?? PAUSES;
  }

  held(): readonly Held[] {
    return this.halts.held();
  }

  waiting(): readonly Waiting[] {
    return this.halts.waiting();
  }

  /** Undefined when the place of a tenant that was not read yet could not be learnt. */
  async stateOf(tenantId: string): Promise<TenantState | undefined> {
    const position = await this.positionOf(tenantId).catch(() => undefined);
    if (position === undefined) return undefined;
    const halt = this.halts.get(tenantId);
    // What a handler threw may contain data of persons.
    if (halt?.as === 'waiting')
      return { position, halt: { as: 'waiting', reason: 'the handler failed' } };
    if (halt?.as !== 'held') return { position };
    return { position, halt: { as: 'held', reason: halt.stopped.reason } };
  }

  private async positionOf(tenantId: string): Promise<number> {
    if (this.sequence.knows(tenantId)) return this.sequence.position(tenantId);
    const place = await this.handling.placeOf(tenantId);
    return typeof place === 'number' ? place : place.position;
  }

  firstHold(partition: number): string | undefined {
    return this.halts.firstOf(partition);
  }

  /** Another reader may have continued: places are read again, and holds are found again. */
  forget(): void {
    this.sequence = new TenantSequence();
    this.halts.clear();
    this.clearTimers();
  }

  /** Resolves when no handler is tried again any more. Holds stay: commits must not pass them. */
  async close(): Promise<void> {
    this.closed = true;
    this.clearTimers();
    await this.handling.idle();
  }

  private clearTimers(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  /** Rejects when a place could not be learnt; what was handled before is not handled again. */
  async take({ events, partition }: Pick<EventBatch, 'events' | 'partition'>): Promise<void> {
    for (let i = 0; i < events.length; ) {
      const run = this.options.handleAll ? this.runFrom(events, i) : [];
      if (run.length > 1 && (await this.handling.attemptAll(this.sequence, run))) i += run.length;
      else await this.one(events[i++] as Delivered, partition);
    }
  }

  private runFrom(events: readonly Delivered[], from: number): readonly ReadEvent[] {
    return runOf(events, from, this.sequence, (tenantId) => !this.halts.get(tenantId));
  }

  /** Tries a tenant again now; false when it neither is held nor waits. */
  redrive(tenantId: string): boolean {
    const halt = this.halts.get(tenantId);
    if (halt?.as === 'waiting') void this.again(tenantId);
    else if (halt?.as === 'held') this.options.seek(halt.stopped.partition, halt.stopped.offset);
    else return false;
    return true;
  }

  /** Leaves the unreadable message out that holds a tenant; false when none does. */
  skipUnreadable(tenantId: string): boolean {
    const halt = this.halts.get(tenantId);
    if (halt?.as !== 'held' || halt.cause !== 'unreadable') return false;
    this.handling.skip(halt.stopped);
    return this.redrive(tenantId);
  }

  /**
   * Holds of rows that were put right meanwhile end: the place that is kept with them is another
   * one than that of this reader. A place that cannot be learnt changes nothing.
   */
  async lookAgain(): Promise<void> {
    for (const { tenantId, partition, offset } of this.held()) {
      const { sequence } = this;
      const place = await this.handling.placeOf(tenantId).catch(() => undefined);
      const isHeld = this.halts.get(tenantId)?.as === 'held' && sequence === this.sequence;
      if (place === undefined || !isHeld || sequence.isAt(tenantId, place)) continue;
      sequence.begin(tenantId, place);
      this.options.seek(partition, offset);
    }
  }

  /**
   * Reads one tenant again: `drop` is called when no event of it is in progress, then everything of its
   * partition is read by `read`, from the place that `positionOf` says, and what came meanwhile after
   * it. Rejects when the tenant is held on the way, or when the partition went to another member.
   */
  async rebuild(
    tenantId: string,
    partition: number,
    drop: () => void | Promise<void>,
    read: ReadPartition,
  ): Promise<void> {
    // A crash on the way leaves the partition to be read from its beginning.
    const stopped: Held = {
      tenantId,
      partition,
      offset: '0',
      reason: 'it is read again from the start',
    };
    const halt: Halt = { as: 'rebuilding', stopped };
    const { sequence } = this;
    this.halts.delete(tenantId);
    this.halts.set(halt);
    try {
      await this.handling.idle(tenantId);
      this.mustBe(halt);
      await drop();
      sequence.begin(tenantId, await this.handling.placeOf(tenantId));
      await read(async (events) => {
        for (const delivered of events)
          if (tenantOf(delivered) === tenantId) await this.readAgain(halt, delivered);
      });
    } catch (reason) {
      const why = `it could not be read again: ${messageOf(reason)}`;
      if (!this.closed && this.halts.get(tenantId) === halt)
        this.hold(stopped, { cause: 'history', reason: why });
      throw reason;
    }
    this.mustBe(halt);
    this.release(stopped);
  }

  private async readAgain(halt: Halt, delivered: Delivered): Promise<void> {
    const { tenantId, partition } = halt.stopped;
    for (let tries = 1; ; tries += 1) {
      this.mustBe(halt);
      const outcome = await this.handling.outcomeOf(this.sequence, delivered, partition);
      this.mustBe(halt);
      if (outcome.as === 'through') return;
      if (outcome.as === 'held') {
        this.hold({ tenantId, partition, offset: delivered.offset }, outcome);
        throw new Error(`${tenantId} is held: ${outcome.reason}`);
      }
      await sleep(growing(this.pauses, tries));
    }
  }

  private mustBe(halt: Halt): void {
    const { tenantId } = halt.stopped;
    if (this.closed) throw new Error('the subscription was stopped');
    if (this.halts.get(tenantId) !== halt)
      throw new Error(`${tenantId} is now assigned to another member, or is read again`);
  }

  private async one(delivered: Delivered, partition: number): Promise<void> {
    const tenantId = tenantOf(delivered);
    const halt = tenantId === undefined ? undefined : this.halts.get(tenantId);
    if (halt && this.isPassedOver(halt, delivered)) return;
    const { sequence } = this;
    const outcome = await this.handling.outcomeOf(sequence, delivered, partition);
    if (tenantId === undefined) {
      const { offset } = delivered;
      if (outcome.as === 'held')
        this.options.onHeld({ tenantId, partition, offset, reason: outcome.reason });
      return;
    }
    // It is read again, or by another member, since the handler was called.
    if (this.sequence !== sequence || this.halts.get(tenantId) !== halt) return;
    const { offset } = delivered;
    if (outcome.as === 'held') this.hold({ tenantId, partition, offset }, outcome);
    else if (outcome.as === 'refused') this.wait({ tenantId, partition, offset }, outcome, 1);
    else if (halt && halt.stopped.offset !== offset) this.resume(halt.stopped);
    else if (halt) this.halts.delete(tenantId);
  }

  /** To meet the message of a hold again is to try it again; a gap ends with what was missing. */
  private isPassedOver(halt: Halt, delivered: Delivered): boolean {
    const { tenantId, offset } = halt.stopped;
    if (halt.as === 'waiting' || halt.as === 'rebuilding') {
      if (halt.as === 'rebuilding' || isBefore(offset, delivered.offset))
        this.halts.passOver(tenantId, delivered.offset);
      return true;
    }
    if (offset === delivered.offset) return false;
    const isGap = halt.as === 'held' && halt.cause === 'gap' && 'event' in delivered;
    return !(isGap && delivered.event.position === this.sequence.position(tenantId) + 1);
  }

  private hold(
    { tenantId, partition, offset }: Omit<Held, 'reason'>,
    { cause, reason }: { readonly cause: HoldCause; readonly reason: string },
  ): void {
    const stopped: Held = { tenantId, partition, offset, reason };
    this.halts.delete(tenantId);
    this.halts.set({ as: 'held', cause, stopped });
    this.options.onHeld(stopped);
  }

  private wait(
    { tenantId, partition, offset }: Omit<Held, 'reason'>,
    { event, reason }: Extract<Outcome, { as: 'refused' }>,
    tries: number,
  ): void {
    const againInMs = growing(this.pauses, tries);
    const { position } = event;
    const stopped = { tenantId, partition, offset, reason, position, tries, againInMs };
    const before = this.halts.get(tenantId);
    // What was missing has come, and its handler failed: the gap is read again after it.
    if (before?.as === 'held') this.halts.passOver(tenantId, before.stopped.offset);
    this.halts.set({
      as: 'waiting',
      stopped: { ...stopped, offset: firstOf(before, offset) },
      event,
    });
    clearTimeout(this.timers.get(tenantId));
    if (!this.closed)
      this.timers.set(
        tenantId,
        setTimeout(() => void this.again(tenantId), againInMs),
      );
    this.options.onWaiting?.(stopped);
  }

  private async again(tenantId: string): Promise<void> {
    const halt = this.halts.get(tenantId);
    if (halt?.as !== 'waiting' || this.handling.hasInHand(tenantId)) return;
    const outcome = await this.handling.attempt(this.sequence, halt.event);
    if (this.halts.get(tenantId) !== halt) return;
    if (outcome.as === 'refused') this.wait(halt.stopped, outcome, halt.stopped.tries + 1);
    else this.release(halt.stopped);
  }

  /** A tenant goes on with what was passed over meanwhile, or with what comes next. */
  private release(stopped: Held): void {
    this.timers.delete(stopped.tenantId);
    const offset = this.halts.firstPassed(stopped.tenantId);
    if (offset === undefined) this.halts.delete(stopped.tenantId);
    else this.resume({ ...stopped, offset });
  }

  private resume({ tenantId, partition, offset, reason }: Held): void {
    this.halts.delete(tenantId);
    this.halts.set({ as: 'resuming', stopped: { tenantId, partition, offset, reason } });
    this.options.seek(partition, offset);
  }
}

const firstOf = (halt: Halt | undefined, offset: string): string =>
  halt && isBefore(halt.stopped.offset, offset) ? halt.stopped.offset : offset;

const tenantOf = (delivered: Delivered): string | undefined =>
  'event' in delivered ? delivered.event.tenantId : delivered.tenantId;
