// node tools/ops/dashboards.mjs: writes k8s/rollcall/dashboards/*.json, for Grafana. What they show
// is a table here; a test holds them against the metrics that the services really have.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../k8s/rollcall/dashboards/', import.meta.url));

const SCIM = 'namespace=~"$namespace", route=~"/scim/.*"';
const HERE = 'namespace=~"$namespace"';
/** @param {string} series @param {string} by */
const rate = (series, by) => `sum by (${by}) (rate(${series}[$__rate_interval]))`;
/** @param {string} series */
const most = (series) => `max by (generation) (${series}{${HERE}})`;
/** @param {number} q @param {string} metric @param {string} selector */
const quantile = (q, metric, selector) =>
  `histogram_quantile(${q}, sum by (le) (rate(${metric}_bucket{${selector}}[$__rate_interval])))`;

/**
 * @param {readonly number[]} shares
 * @param {string} metric
 * @param {string} selector
 * @returns {[string, string][]}
 */
const quantiles = (shares, metric, selector) =>
  shares.map((q) => [`p${q * 100}`, quantile(q, metric, selector)]);

/**
 * Title, unit, then the legend and the expression of each line.
 * @typedef {[title: string, unit: string, ...lines: [legend: string, expression: string][]]} Panel
 */

/** @type {Panel[]} */
const requests = [
  [
    'Requests a second, by status',
    'reqps',
    ['{{status}}', rate(`rollcall_requests_total{${SCIM}}`, 'status')],
  ],
  [
    'Requests failed because of server errors',
    'percentunit',
    [
      'failed',
      `sum(rate(rollcall_requests_total{${SCIM}, status=~"5.."}[$__rate_interval])) / sum(rate(rollcall_requests_total{${SCIM}}[$__rate_interval]))`,
    ],
  ],
  ['Time to an answer', 's', ...quantiles([0.5, 0.95, 0.99], 'rollcall_request_seconds', SCIM)],
  [
    'Requests a second, by route',
    'reqps',
    ['{{method}} {{route}}', rate(`rollcall_requests_total{${SCIM}}`, 'method, route')],
  ],
  [
    'Tenants with most refusals',
    'reqps',
    [
      '{{tenant}}',
      `topk(10, ${rate(`rollcall_tenant_requests_total{${HERE}, outcome="refused"}`, 'tenant')})`,
    ],
  ],
  [
    'Tenants with most failures',
    'reqps',
    [
      '{{tenant}}',
      `topk(10, ${rate(`rollcall_tenant_requests_total{${HERE}, outcome="failed"}`, 'tenant')})`,
    ],
  ],
  [
    'Tenants at their rate limit',
    'reqps',
    [
      '{{tenant}}',
      `topk(10, ${rate(`rollcall_tenant_requests_total{${HERE}, outcome="limited"}`, 'tenant')})`,
    ],
  ],
  [
    'Admission requests to the token service',
    'ops',
    ['{{outcome}}', rate(`rollcall_admissions_total{${HERE}}`, 'outcome')],
  ],
  ['Quirks applied', 'ops', ['{{quirk}}', rate(`rollcall_quirks_total{${HERE}}`, 'quirk')]],
  [
    'CPU',
    'short',
    ['{{service}} {{pod}}', rate(`process_cpu_seconds_total{${HERE}}`, 'service, pod')],
  ],
  ['Memory', 'bytes', ['{{service}} {{pod}}', `process_resident_memory_bytes{${HERE}}`]],
  [
    'Event loop lag, p99',
    's',
    ['{{service}} {{pod}}', `nodejs_eventloop_lag_p99_seconds{${HERE}}`],
  ],
  [
    'Share of the time in which event loop blocked',
    'percentunit',
    [
      '{{service}} {{route}}',
      rate(`rollcall_event_loop_delay_seconds_sum{${HERE}}`, 'service, route'),
    ],
  ],
];

/** @type {Panel[]} */
const lag = [
  [
    'Events a second',
    'ops',
    ['recorded', `sum(rate(rollcall_events_recorded_total{${HERE}}[$__rate_interval]))`],
    ['published', `sum(rate(rollcall_events_relayed_total{${HERE}}[$__rate_interval]))`],
    ['projected', `sum(rate(rollcall_events_projected_total{${HERE}}[$__rate_interval]))`],
  ],
  [
    'Waiting events',
    'short',
    ['in the log, for generation {{generation}}', most('rollcall_relay_behind_events')],
    ['in Kafka, for the directory', `max(rollcall_projection_lag_events{${HERE}})`],
    ['credential events, for Kafka', `max(rollcall_token_outbox_length{${HERE}})`],
  ],
  [
    'Seconds behind',
    's',
    [
      'oldest unpublished event, generation {{generation}}',
      most('rollcall_relay_oldest_unpublished_seconds'),
    ],
    [
      'oldest unpublished deactivation, generation {{generation}}',
      most('rollcall_deactivation_oldest_unpublished_seconds'),
    ],
    [
      'since the directory was known to be current',
      `min(rollcall_projection_proven_seconds{${HERE}})`,
    ],
  ],
  [
    'From a deactivation to its projection',
    's',
    ...quantiles([0.5, 0.99], 'rollcall_deactivation_delivery_seconds', HERE),
  ],
  [
    'Tenants held',
    'short',
    ['by the relay', `max(rollcall_relay_held_tenants{${HERE}})`],
    ['by the projection', `max(rollcall_projection_held_tenants{${HERE}})`],
    ['dead letters so far', `max(rollcall_dead_letters{${HERE}})`],
  ],
  ['Waiting erasures', 'short', ['not carried out', `max(rollcall_erasures_waiting{${HERE}})`]],
  [
    'Oldest waiting erasure',
    's',
    ['since the request', `max(rollcall_erasure_oldest_waiting_seconds{${HERE}})`],
  ],
  [
    'Relay leader',
    'short',
    ['{{pod}}, generation {{generation}}', `rollcall_relay_leads{${HERE}}`],
  ],
  ['Commands in one append', 'short', ...quantiles([0.5, 0.99], 'rollcall_append_commands', HERE)],
  [
    'Events in one projection',
    'short',
    ...quantiles([0.5, 0.99], 'rollcall_projection_batch_events', HERE),
  ],
  ['Live tokens', 'short', ['tokens', `max(rollcall_tokens_live{${HERE}})`]],
  ['Token store complete', 'short', ['{{pod}}', `rollcall_token_store_ready{${HERE}}`]],
  ['Token relay', 'short', ['{{state}}', `sum by (state) (rollcall_token_relay_state{${HERE}})`]],
  [
    "Redis' clock against ours",
    's',
    ['{{pod}}', `rollcall_token_clock_difference_seconds{${HERE}}`],
  ],
];

/** @param {string} series */
const bySubscription = (series) => `max by (subscription) (${series}{${HERE}})`;
const OF_KIND = 'rollcall_subscription_acknowledged_seconds_bucket';

/** @type {Panel[]} */
const feed = [
  [
    'Oldest deactivation that is not acknowledged',
    's',
    [
      '{{subscription}}',
      bySubscription('rollcall_subscription_oldest_unacknowledged_deactivation_seconds'),
    ],
  ],
  [
    'Tenants with events that are not acknowledged',
    'short',
    ['{{subscription}}', bySubscription('rollcall_subscription_tenants_behind')],
  ],
  [
    'Tenants that subscriptions hold',
    'short',
    ['{{subscription}}', bySubscription('rollcall_subscription_held_tenants')],
  ],
  [
    'From a deactivation to its acknowledgement, p99',
    's',
    [
      '{{kind}}',
      `histogram_quantile(0.99, sum by (le, kind) (rate(${OF_KIND}{${HERE}}[$__rate_interval])))`,
    ],
  ],
  [
    'From a deactivation to the feed',
    's',
    ...quantiles([0.5, 0.99], 'rollcall_delivery_deactivation_seconds', HERE),
  ],
  [
    'Events stored a second',
    'ops',
    ['stored', `sum(rate(rollcall_delivery_events_total{${HERE}}[$__rate_interval]))`],
  ],
  ['Events not read', 'short', ['{{pod}}', `rollcall_delivery_lag_events{${HERE}}`]],
  ['Clients that wait', 'short', ['{{pod}}', `rollcall_delivery_waiting_clients{${HERE}}`]],
  [
    'Tenants that stand still in the feed',
    'short',
    ['held', `sum(rollcall_delivery_held_tenants{${HERE}})`],
    ['tried again', `sum(rollcall_delivery_waiting_tenants{${HERE}})`],
  ],
];

const source = { type: 'prometheus', uid: '$source' };

/** @param {Panel} panel @param {number} i */
const panel = ([title, unit, ...lines], i) => ({
  id: i + 1,
  type: 'timeseries',
  title,
  datasource: source,
  gridPos: { x: (i % 3) * 8, y: Math.floor(i / 3) * 8, w: 8, h: 8 },
  fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
  options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
  targets: lines.map(([legendFormat, expr], n) => ({
    refId: String.fromCharCode(65 + n),
    datasource: source,
    expr,
    legendFormat,
  })),
});

/** @param {string} uid @param {string} title @param {readonly Panel[]} panels */
const dashboard = (uid, title, panels) => ({
  uid,
  title,
  tags: ['rollcall'],
  schemaVersion: 39,
  editable: false,
  refresh: '30s',
  time: { from: 'now-1h', to: 'now' },
  templating: {
    list: [
      { name: 'source', type: 'datasource', query: 'prometheus', label: 'Source' },
      {
        name: 'namespace',
        type: 'query',
        datasource: source,
        query: 'label_values(rollcall_relay_leads, namespace)',
        refresh: 2,
        multi: true,
        includeAll: true,
        allValue: '.*',
        current: { text: 'All', value: '$__all' },
      },
    ],
  },
  panels: panels.map(panel),
});

/** File name → dashboard. @type {Readonly<Record<string, ReturnType<typeof dashboard>>>} */
export const dashboards = {
  'requests.json': dashboard('rollcall-requests', 'Rollcall: requests', requests),
  'feed.json': dashboard('rollcall-feed', 'Rollcall: feed and subscriptions', feed),
  'lag.json': dashboard('rollcall-lag', 'Rollcall: from the log to the directory', lag),
};

export const textOf = (/** @type {object} */ one) => `${JSON.stringify(one, null, 2)}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  fs.mkdirSync(folder, { recursive: true });
  for (const [file, one] of Object.entries(dashboards))
    fs.writeFileSync(path.join(folder, file), textOf(one));
}
