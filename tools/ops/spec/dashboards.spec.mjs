import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { dashboards, textOf } from '../dashboards.mjs';
import { metricsOf } from '../promql.mjs';
import { chart } from './rendered.mjs';

const folder = path.join(chart, 'dashboards');
const read = (/** @type {string} */ file) => readFileSync(path.join(folder, file), 'utf8');
/** @type {{ groups: { rules: import('./manifests.ts').Rule[] }[] }} */
const rules = parse(readFileSync(path.join(chart, 'alerts/rollcall.yaml'), 'utf8'));

describe('the dashboards', () => {
  it('are what their table says: node tools/ops/dashboards.mjs writes them', () => {
    expect(readdirSync(folder).sort()).toEqual(Object.keys(dashboards).sort());
    for (const [file, one] of Object.entries(dashboards)) expect(read(file)).toBe(textOf(one));
  });

  const targets = Object.entries(dashboards).flatMap(([file, { panels }]) =>
    panels.flatMap(({ title, targets: some }) =>
      some.map(({ expr }) => /** @type {const} */ ([`${file}, ${title}`, expr])),
    ),
  );

  it.each(targets)('%s asks for something that Prometheus can read', (_, expr) =>
    expect(metricsOf(expr).length).toBeGreaterThan(0),
  );

  it('show every namespace apart, and have a unit for each panel', () => {
    for (const [, expr] of targets) expect(expr).toContain('namespace=~"$namespace"');
    for (const { panels } of Object.values(dashboards))
      for (const { fieldConfig } of panels) expect(fieldConfig.defaults.unit).toBeTruthy();
  });

  it('have an alert for what they show as held, lagging or unpublished', () => {
    const alerted = new Set(
      rules.groups.flatMap((group) => group.rules.flatMap(({ expr }) => metricsOf(expr))),
    );
    for (const name of [
      'rollcall_relay_oldest_unpublished_seconds',
      'rollcall_projection_proven_seconds',
      'rollcall_relay_held_tenants',
      'rollcall_projection_held_tenants',
      'rollcall_dead_letters',
      'rollcall_erasure_oldest_waiting_seconds',
    ])
      expect(alerted).toContain(name);
  });
});

describe('an expression', () => {
  it.each(['sum(rate(x[5m])', 'x{a="b"', 'sum by () of x'])(
    'that is wrong is refused: %s',
    (expr) => expect(() => metricsOf(expr)).toThrow(/cannot be read/),
  );

  it('says which metrics it asks for', () =>
    expect(metricsOf('sum by (a) (rate(one_total{b="c"}[5m])) / two > 3')).toEqual([
      'one_total',
      'two',
    ]));
});
