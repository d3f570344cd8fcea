import type { Logger, Metrics } from '@rollcall/platform';
import type { AdminLimit } from './admin-kit/admin-limits';
import type { AdmissionLimit, AdmissionOutcome } from './scim/auth/admissions';
import { LoadMetrics } from './http/bounds/load-metrics';
import type { RelayOptions } from './relay/relay-leader';

/** Limits beside the rate limits of tenants. */
export type Limit = AdmissionLimit | AdminLimit | 'attempts' | 'live-views' | 'tests' | 'searches';

const outcomeOf = (status: number): string => {
  if (status < 400) return 'served';
  if (status === 429) return 'limited';
  return status < 500 ? 'refused' : 'failed';
};

const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What the gateway counts. Labels never hold values of attributes. */
export class GatewayMetrics {
  readonly load: LoadMetrics;
  private readonly requests;
  private readonly seconds;
  private readonly batch;
  private readonly events;
  private readonly told;
  private readonly leads;
  private readonly held;
  private readonly stopped;
  private readonly reasons = new Map<number, string>();
  private readonly quirks;
  private readonly logged;
  private readonly unlogged;
  private readonly switchOffsRefused;
  private readonly switchOffsWaiting;
  private readonly foldedOf;
  private readonly boundedOf;
  private readonly admissions;
  private readonly tenants;
  private readonly refusedBy;

  constructor(metrics: Metrics) {
    this.load = new LoadMetrics(metrics);
    this.requests = metrics.counter('rollcall_requests_total', 'Requests by route and status.', [
      'method',
      'route',
      'status',
    ]);
    this.seconds = metrics.histogram(
      'rollcall_request_seconds',
      'Time from a request to its answer.',
      ['method', 'route'],
      SECONDS,
    );
    this.batch = metrics.histogram(
      'rollcall_append_commands',
      'Commands that shared one append.',
      [],
      [1, 2, 4, 8, 16, 32, 64, 128, 256],
    );
    this.events = metrics.counter('rollcall_events_recorded_total', 'Events in the log.');
    this.told = metrics.counter('rollcall_events_relayed_total', 'Events told on Kafka.');
    this.leads = metrics.gauge('rollcall_relay_leads', '1 when this gateway leads the relay.');
    this.stopped = metrics.gauge(
      'rollcall_relay_stopped',
      '1 when the relay stopped, since to go on would break a promise; the log says why.',
      ['generation'],
    );
    this.held = metrics.counter('rollcall_relay_held_total', 'Tenants that the relay holds.');
    this.admissions = metrics.counter(
      'rollcall_admissions_total',
      'Questions to the token service by how they ended; grace: admitted without its answer.',
      ['outcome'],
    );
    this.tenants = metrics.counter(
      'rollcall_tenant_requests_total',
      'Requests of a tenant by outcome: served, refused (4xx), limited (429) or failed (5xx).',
      ['tenant', 'outcome'],
    );
    this.refusedBy = metrics.counter(
      'rollcall_limited_total',
      'Requests and attempts that a limit refused, the rate limits of tenants not among them.',
      ['limit'],
    );
    this.quirks = metrics.counter('rollcall_quirks_total', 'Leniencies applied.', [
      'tenant',
      'quirk',
    ]);
    this.logged = metrics.counter(
      'rollcall_request_log_written_total',
      'Requests that were logged.',
    );
    this.switchOffsRefused = metrics.counter(
      'rollcall_switch_off_refused_total',
      'Requests and Bulk operations of a tenant that were refused and would have switched off somebody who is still on.',
      ['tenant'],
    );
    this.switchOffsWaiting = metrics.gauge(
      'rollcall_switch_off_waiting',
      'People of a tenant who are still on although a request within a day was to switch them off.',
      ['tenant'],
    );
    this.unlogged = metrics.counter(
      'rollcall_request_log_dropped_total',
      'Requests that were not logged: the database was slow or away.',
    );
    this.foldedOf = metrics.counter(
      'rollcall_request_log_folded_total',
      'Refused requests that are counted in the entry of another one of the same second.',
    );
    this.boundedOf = metrics.counter(
      'rollcall_request_log_bounded_total',
      'Requests that were not logged: their tenant has all the entries of a day.',
    );
  }

  /** What a limit refused, by the limit: never by whom. */
  limited(limit: Limit): void {
    this.refusedBy.inc({ limit });
  }

  /** People who were to be switched off and are still on. */
  readonly switchOffs = {
    refused: (tenant: string, requests: number): void =>
      this.switchOffsRefused.inc({ tenant }, requests),
    waiting: (tenant: string, people: number): void =>
      this.switchOffsWaiting.set({ tenant }, people),
  };

  /** What became of the entries of the request log. */
  readonly requestLog = {
    written: (entries: number): void => this.logged.inc(entries),
    dropped: (entries: number): void => this.unlogged.inc(entries),
    folded: (): void => this.foldedOf.inc(),
    bounded: (): void => this.boundedOf.inc(),
  };

  answered(
    method: string,
    route: string,
    status: number,
    seconds: number,
    tenant: string | undefined,
  ): void {
    this.requests.inc({ method, route, status });
    this.seconds.observe({ method, route }, seconds);
    if (tenant !== undefined) this.tenants.inc({ tenant, outcome: outcomeOf(status) });
  }

  asked(outcome: AdmissionOutcome): void {
    this.admissions.inc({ outcome });
  }

  appended(events: number, commands: number): void {
    this.batch.observe(commands);
    this.events.inc(events);
  }

  quirk(tenant: string, quirk: string): void {
    this.quirks.inc({ tenant, quirk });
  }

  /** Why the relay stopped, for each generation that it stopped for. */
  get stoppedRelays(): readonly string[] {
    return [...this.reasons.values()];
  }

  relay(logger: Logger, generation: number): RelayOptions['observer'] {
    return {
      told: (_tenantId, _position, events) => this.told.inc(events),
      held: (tenantId, reason) => {
        this.held.inc();
        logger.error({ tenantId, reason }, 'the relay holds a tenant');
      },
      lead: (leads) => {
        this.leads.set(leads ? 1 : 0);
        logger.info({ leads }, leads ? 'leads the relay' : 'does not lead the relay');
      },
      stopped: (reason) => {
        this.stopped.set({ generation: String(generation) }, reason === undefined ? 0 : 1);
        if (reason === undefined) return void this.reasons.delete(generation);
        this.reasons.set(generation, reason);
        logger.error({ generation, reason }, 'the relay stopped');
      },
      renewed: (epoch) => logger.warn({ generation, epoch }, 'the log has a new epoch'),
      failed: (reason) => logger.warn({ err: reason }, 'the relay stopped; it begins again'),
    };
  }
}
