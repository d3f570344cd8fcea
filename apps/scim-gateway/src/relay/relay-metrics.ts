import { Inject, Injectable } from '@nestjs/common';
import { Metrics, type Logger } from '@rollcall/platform';
import { LOGGER } from '../runtime/tokens';
import type { RelayOptions } from './relay-leader';

/** What the relays of this gateway do, in metrics and in the log. */
@Injectable()
export class RelayMetrics {
  private readonly published;
  private readonly leads;
  private readonly held;
  private readonly stopped;
  private readonly reasons = new Map<number, string>();

  constructor(
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.published = metrics.counter('rollcall_events_relayed_total', 'Events published to Kafka.');
    this.leads = metrics.gauge(
      'rollcall_relay_leads',
      '1 when this gateway leads the relay of the generation.',
      ['generation'],
    );
    this.stopped = metrics.gauge(
      'rollcall_relay_stopped',
      '1 when the relay halted to protect the order and completeness of the topic; the log states the reason.',
      ['generation'],
    );
    this.held = metrics.counter('rollcall_relay_held_total', 'Times that the relay held a tenant.');
  }

  /** Why relays halted, for each generation that one halted for. */
  get stoppedRelays(): readonly string[] {
    return [...this.reasons.values()];
  }

  observer(generation: number): RelayOptions['observer'] {
    const { logger } = this;
    return {
      published: (_tenantId, _position, events) => this.published.inc(events),
      held: (tenantId, reason) => {
        this.held.inc();
        logger.error({ tenantId, reason }, 'tenant held by the relay');
      },
      lead: (leads) => {
        this.leads.set({ generation: String(generation) }, leads ? 1 : 0);
        logger.info({ generation, leads }, leads ? 'leads the relay' : 'does not lead the relay');
      },
      stopped: (reason) => {
        this.stopped.set({ generation: String(generation) }, reason === undefined ? 0 : 1);
        if (reason === undefined) return void this.reasons.delete(generation);
        this.reasons.set(generation, reason);
        logger.error({ generation, reason }, 'relay halted');
      },
      renewed: (epoch) => logger.warn({ generation, epoch }, 'the log has a new epoch'),
      failed: (reason) => logger.warn({ err: reason }, 'relay error, restarting'),
    };
  }
}
