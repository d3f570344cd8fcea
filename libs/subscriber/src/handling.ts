import type { ReadEvent } from '@rollcall/contracts';
import type { Delivered } from './event-batch';
import type { Stopped } from './halts';
import type { Place, TenantSequence } from './tenant-sequence';
import { traced } from './traced';

export interface Handler {
  readonly handle: (event: ReadEvent) => void | Promise<void>;
  readonly handleAll?: ((events: readonly ReadEvent[]) => void | Promise<void>) | undefined;
  readonly positionOf: (tenantId: string) => Place | Promise<Place>;
  /** The reader moved on with a tenant, or stopped there. */
  readonly onChanged?: ((tenantId: string) => void) | undefined;
}

/** `history`: what was handled before is history no more, or the message is of a former one. */
export type HoldCause = 'unreadable' | 'gap' | 'history';

/** What became of a message: `through` when it is handled, or was; `refused` by the handler. */
export type Outcome =
  | { readonly as: 'through' }
  | { readonly as: 'refused'; readonly event: ReadEvent; readonly reason: string }
  | { readonly as: 'held'; readonly cause: HoldCause; readonly reason: string };

const THROUGH: Outcome = { as: 'through' };

const held = (cause: HoldCause, reason: string): Outcome => ({ as: 'held', cause, reason });

/** Calls the handler for what is next in its tenant's history, and knows what it has in hand. */
export class Handling {
  private readonly inHand = new Map<string, Promise<unknown>>();
  private readonly skipped = new Set<string>();

  constructor(private readonly handler: Handler) {}

  /** Rejects when the place of a tenant could not be learnt. */
  async outcomeOf(
    sequence: TenantSequence,
    delivered: Delivered,
    partition: number,
  ): Promise<Outcome> {
    if ('unreadable' in delivered)
      return this.skipped.has(keyOf({ partition, offset: delivered.offset }))
        ? THROUGH
        : held('unreadable', delivered.unreadable);
    const { event } = delivered;
    const { tenantId, position } = event;
    if (!sequence.knows(tenantId)) sequence.begin(tenantId, await this.placeOf(tenantId));
    switch (sequence.place(tenantId, position, event.epoch)) {
      case 'seen':
        return THROUGH;
      case 'rewritten':
        return held(
          'history',
          `the log went back in time: position ${position} was published again, in another epoch`,
        );
      case 'stray':
        return held(
          'history',
          `position ${position} is of an epoch that ended before that of position ${position - 1}`,
        );
      case 'gap':
        return held('gap', `position ${position} came after ${sequence.position(tenantId)}`);
      case 'next':
        return this.attempt(sequence, event);
    }
  }

  /** Calls the handler; never rejects. */
  async attempt(sequence: TenantSequence, event: ReadEvent): Promise<Outcome> {
    const { tenantId, position, epoch } = event;
    const at = sequence.position(tenantId);
    const work = traced('handle', [event], () => this.handler.handle(event));
    const ended = work.then(
      () => undefined,
      () => undefined,
    );
    this.inHand.set(tenantId, ended);
    try {
      await work;
      // Unless the tenant started again meanwhile.
      if (sequence.position(tenantId) === at) sequence.moved(tenantId, position, epoch);
      this.handler.onChanged?.(tenantId);
      return THROUGH;
    } catch (reason) {
      return { as: 'refused', event, reason: `the handler failed: ${messageOf(reason)}` };
    } finally {
      this.inHand.delete(tenantId);
    }
  }

  /** Calls the handler of several; false when it failed, or there is none. Never rejects. */
  async attemptAll(sequence: TenantSequence, events: readonly ReadEvent[]): Promise<boolean> {
    const { handleAll, onChanged } = this.handler;
    if (!handleAll) return false;
    const tenants = new Set(events.map(({ tenantId }) => tenantId));
    const work = traced('handle', events, () => handleAll(events));
    const ended = work.then(
      () => undefined,
      () => undefined,
    );
    for (const tenantId of tenants) this.inHand.set(tenantId, ended);
    try {
      await work;
      // Unless the tenant started again meanwhile.
      for (const { tenantId, position, epoch } of events)
        if (sequence.position(tenantId) === position - 1) sequence.moved(tenantId, position, epoch);
      for (const tenantId of tenants) onChanged?.(tenantId);
      return true;
    } catch {
      return false;
    } finally {
      for (const tenantId of tenants) this.inHand.delete(tenantId);
    }
  }

  async placeOf(tenantId: string): Promise<Place> {
    return this.handler.positionOf(tenantId);
  }

  hasInHand(tenantId: string): boolean {
    return this.inHand.has(tenantId);
  }

  /** Resolves when nothing of this tenant, or of any, is in hand. */
  async idle(tenantId?: string): Promise<void> {
    await (tenantId === undefined ? Promise.all(this.inHand.values()) : this.inHand.get(tenantId));
  }

  /** An unreadable message that is left out when it is met again. */
  skip(stopped: Pick<Stopped, 'partition' | 'offset'>): void {
    this.skipped.add(keyOf(stopped));
  }
}

const keyOf = ({ partition, offset }: Pick<Stopped, 'partition' | 'offset'>): string =>
  `${partition}/${offset}`;

export const messageOf = (reason: unknown): string =>
  reason instanceof Error ? reason.message : String(reason);
