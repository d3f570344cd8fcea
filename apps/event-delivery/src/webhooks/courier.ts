import { Injectable } from '@nestjs/common';
import { Metrics } from '@rollcall/platform';
import { AcknowledgedSeconds } from '../subscriptions/acknowledged-seconds';
import type { Claim, Delivery } from './claim';
import { MOST_READ } from './dispatch.queries';
import { Places, type EventRow } from './places';
import { Poster, type StoredEvent } from './poster';

/** Written at the latest after so long: what was sent since is sent again after a kill. */
const WRITE_EVERY_MS = 200;
/** A tenant with a long backlog gives its slot to the others of the endpoint after so long. */
const SLICE_MS = 5_000;
const GONE = 410;

/** How the endpoint took it. */
export type Taken = 'accepted' | 'refused' | 'nothing';

/** Sends the events of one claim in their order. */
@Injectable()
export class Courier {
  private readonly deliveries;
  stopping = false;

  constructor(
    private readonly places: Places,
    private readonly poster: Poster,
    private readonly took: AcknowledgedSeconds,
    metrics: Metrics,
  ) {
    this.deliveries = metrics.counter(
      'rollcall_webhook_deliveries_total',
      'Requests to webhook endpoints.',
      ['outcome'],
    );
  }

  async run(claim: Claim): Promise<Taken> {
    const work = new Work(claim);
    const until = Date.now() + SLICE_MS;
    for (;;) {
      const rows = await this.places.next(claim, work.position);
      for (const events of groupsOf(rows, claim.batch)) {
        const isAccepted = await this.send(work, events);
        if (!isAccepted) return 'refused';
        if (Date.now() - work.writtenAt >= WRITE_EVERY_MS && !(await this.write(work)))
          return work.taken;
        if (this.stopping || Date.now() >= until) {
          if (await this.write(work)) await this.places.yield(claim, work.position);
          return work.taken;
        }
      }
      work.position = Number(rows.at(-1)?.position ?? work.position);
      if (rows.length === MOST_READ) continue;
      // These were all that the mark stands for: what came meanwhile has a newer one.
      const marked = await this.places.finish(claim, work.position, work.marked, work.unwritten());
      if (marked === undefined) return work.taken;
      work.marked = marked;
    }
  }

  private async send(work: Work, events: readonly StoredEvent[]): Promise<boolean> {
    const { claim } = work;
    const delivery = await this.poster.post({ ...claim, name: claim.endpoint }, events);
    const isAccepted = delivery.failure === undefined;
    this.deliveries.inc({ outcome: isAccepted ? 'accepted' : 'refused' });
    if (!isAccepted) {
      if (await this.write(work))
        await this.places.fail(claim, delivery, work.failures + 1, delivery.status === GONE);
      return false;
    }
    for (const { endedAt } of events)
      if (endedAt) this.took.observe('webhook', Math.max(0, Date.now() - +endedAt) / 1_000);
    work.sent.push(delivery);
    work.position = delivery.to;
    work.taken = 'accepted';
    // Others of the endpoint wait for their next try, and need not.
    if (work.failures > 0) await this.places.wake(claim.endpoint);
    work.failures = 0;
    return true;
  }

  /** False when another process has the tenant now. */
  private async write(work: Work): Promise<boolean> {
    if (work.sent.length === 0) return true;
    return this.places.advance(work.claim, work.position, work.unwritten());
  }
}

class Work {
  position: number;
  marked: string;
  failures: number;
  sent: Delivery[] = [];
  writtenAt = Date.now();
  taken: Taken = 'nothing';

  constructor(readonly claim: Claim) {
    this.position = Number(claim.position);
    this.marked = claim.marked;
    this.failures = claim.tries;
  }

  /** What was sent since the last call; the caller writes it. */
  unwritten(): readonly Delivery[] {
    const { sent } = this;
    this.sent = [];
    this.writtenAt = Date.now();
    return sent;
  }
}

/** Events of other types than the endpoint wants have no text. */
const groupsOf = (rows: readonly EventRow[], size: number): readonly (readonly StoredEvent[])[] => {
  const wanted = rows.flatMap(({ position, event, ended_at: endedAt }) =>
    event === null ? [] : [{ position: Number(position), event, endedAt }],
  );
  const count = Math.ceil(wanted.length / size);
  return Array.from({ length: count }, (_, i) => wanted.slice(i * size, (i + 1) * size));
};
