import { Injectable } from '@nestjs/common';
import { Metrics } from '@rollcall/platform';
import { LoadMetrics } from './load-metrics';
import { TenantRequests, type Outcome } from './tenant-requests';

/** Limits other than the rate limits of tenants. */
export type Limit =
  | 'source'
  | 'refused-token'
  | 'session'
  | 'tenant-sessions'
  | 'operator'
  | 'attempts'
  | 'live-views'
  | 'tests'
  | 'searches';

/** How a question to the token service ended. */
type AdmissionOutcome = 'admitted' | 'refused' | 'grace' | 'unavailable';

const outcomeOf = (status: number): Outcome => {
  if (status < 400) return 'served';
  if (status === 429) return 'limited';
  return status < 500 ? 'refused' : 'failed';
};

const MOST_SERIES = 100;
/** The label of tenants that came after so many others. */
const OTHERS = 'others';

const withSeries = (known: Set<string>, tenantId: string): boolean => {
  if (known.has(tenantId)) return true;
  if (known.size >= MOST_SERIES) return false;
  known.add(tenantId);
  return true;
};

const SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What the gateway counts. Labels never hold values of attributes. */
@Injectable()
export class GatewayMetrics {
  readonly load: LoadMetrics;
  private readonly requests;
  private readonly seconds;
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
  /** Tenants with a series of their own for refused deactivations. */
  private readonly refusers = new Set<string>();
  private readonly waiting = new Set<string>();
  /** Those of them with a series of their own. */
  private readonly waitingShown = new Set<string>();

  constructor(metrics: Metrics) {
    this.load = new LoadMetrics(metrics);
    this.requests = metrics.counter('rollcall_requests_total', 'Requests by route and status.', [
      'method',
      'route',
      'status',
    ]);
    this.seconds = metrics.histogram(
      'rollcall_request_seconds',
      'Seconds from the arrival of a request to its response.',
      ['method', 'route'],
      SECONDS,
    );
    this.admissions = metrics.counter(
      'rollcall_admissions_total',
      'Admission requests to the token service by outcome; grace: admitted while the token service did not answer.',
      ['outcome'],
    );
    this.tenants = new TenantRequests(metrics);
    this.refusedBy = metrics.counter(
      'rollcall_limited_total',
      'Requests and attempts refused by a limit other than the rate limits of tenants.',
      ['limit'],
    );
    this.quirks = metrics.counter('rollcall_quirks_total', 'Quirks applied to requests.', [
      'quirk',
    ]);
    this.logged = metrics.counter(
      'rollcall_request_log_written_total',
      'Requests written to the request log.',
    );
    this.switchOffsRefused = metrics.counter(
      'rollcall_switch_off_refused_total',
      'Refused requests and Bulk operations of a tenant that would have deactivated a user who is still active.',
      ['tenant'],
    );
    metrics.gauge(
      'rollcall_switch_off_waiting_tenants',
      'Tenants with users who are still active although a request of the last day tried to deactivate them.',
      [],
      (gauge) => gauge.set(this.waiting.size),
    );
    this.switchOffsWaiting = metrics.gauge(
      'rollcall_switch_off_waiting',
      'Users of a tenant who are still active although a request of the last day tried to deactivate them.',
      ['tenant'],
    );
    this.unlogged = metrics.counter(
      'rollcall_request_log_dropped_total',
      'Requests missing from the request log: the database was slow or unavailable.',
    );
    this.foldedOf = metrics.counter(
      'rollcall_request_log_folded_total',
      'Refused requests counted in the entry of an equal request of the same second.',
    );
    this.boundedOf = metrics.counter(
      'rollcall_request_log_bounded_total',
      'Requests missing from the request log: the tenant reached its entries for the day.',
    );
  }

  /** What a limit refused, by the limit: never by whom. */
  limited(limit: Limit): void {
    this.refusedBy.inc({ limit });
  }

  /** People who were to be switched off and are still on. */
  readonly switchOffs = {
    refused: (tenantId: string, requests: number): void => {
      const tenant = withSeries(this.refusers, tenantId) ? tenantId : OTHERS;
      this.switchOffsRefused.inc({ tenant }, requests);
    },
    waiting: (tenant: string, people: number): void => {
      if (people === 0) {
        this.waiting.delete(tenant);
        this.waitingShown.delete(tenant);
        return this.switchOffsWaiting.remove({ tenant });
      }
      this.waiting.add(tenant);
      if (withSeries(this.waitingShown, tenant)) this.switchOffsWaiting.set({ tenant }, people);
    },
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
    if (tenant !== undefined) this.tenants.count(tenant, outcomeOf(status));
  }

  admissionEnded(outcome: AdmissionOutcome): void {
    this.admissions.inc({ outcome });
  }

  /** Which tenant needed it, the quirk ledger says. */
  quirk(quirk: string): void {
    this.quirks.inc({ quirk });
  }
}
