import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments, parseDocument } from 'yaml';
import { readme } from '../chart-readme.mjs';
import { document, isAllowed, packages } from '../licences.mjs';
import { chart, root } from './rendered.mjs';

const read = (/** @type {string[]} */ ...parts) => readFileSync(path.join(...parts), 'utf8');
/** @type {{ groups: { rules: import('./manifests.ts').Rule[] }[] }} */
const { groups } = parse(read(chart, 'alerts/rollcall.yaml'));
const rules = groups.flatMap((group) => group.rules);
const runbooks = path.join(root, 'docs/runbooks');

describe('each alert', () => {
  it.each(rules.map((rule) => /** @type {const} */ ([rule.alert, rule])))(
    '%s has a runbook that names it',
    (alert, { annotations }) => {
      const page = read(runbooks, `${annotations.runbook}.md`);
      expect(page).toContain(`\`${alert}\``);
      for (const part of ['**What it means.**', '**Look.**', '**Do.**'])
        if (!/errors|expiring/.test(annotations.runbook)) expect(page).toContain(part);
    },
  );

  it('is tested: that it fires, and that it does not on a healthy system', () => {
    /** @type {{ tests: { alert_rule_test: { alertname: string, exp_alerts: unknown[] }[] }[] }} */
    const { tests } = parse(read(chart, 'ci/alerts_test.yaml'));
    const expected = tests.flatMap((test) => test.alert_rule_test);
    for (const { alert } of rules) {
      const of = expected.filter(({ alertname }) => alertname === alert);
      expect([alert, of.some(({ exp_alerts }) => exp_alerts.length > 0)]).toEqual([alert, true]);
      expect([alert, of.some(({ exp_alerts }) => exp_alerts.length === 0)]).toEqual([alert, true]);
    }
  });

  it('says how bad it is, in one of two words', () => {
    for (const { labels } of rules) expect(['critical', 'warning']).toContain(labels.severity);
  });
});

describe('the runbooks', () => {
  const pages = readdirSync(runbooks).filter((file) => file !== 'README.md');

  it('are each for an alert, and each in the list', () => {
    const wanted = new Set(rules.map(({ annotations }) => `${annotations.runbook}.md`));
    expect(pages.filter((page) => !wanted.has(page))).toEqual([]);
    const list = read(runbooks, 'README.md');
    for (const page of pages) expect(list).toContain(`(${page})`);
  });

  const all = ['README.md', ...pages].map((page) => read(runbooks, page)).join('\n');
  const sources = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\/src\/.*(?<!\.spec)\.ts$/.test(file))
      .map((file) => read(root, folder, file)),
  );
  const isSaid = (/** @type {string} */ text) => sources.some((source) => source.includes(text));

  it('name metrics that a service tells', () => {
    const named = [...new Set(all.match(/\brollcall_[a-z_]+/g))];
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !isSaid(`'${name}'`))).toEqual([]);
  });

  it('quote log lines that a service writes', () => {
    // Words between backquotes, three or more; commands have none of their own without a dash.
    const quoted = [...all.matchAll(/`([A-Za-z-]+(?: [a-zA-Z,]+){2,})(?:: …)?`/g)];
    const lines = quoted
      .map(([, line = '']) => line)
      .filter((line) => !/^(kubectl|npm|not) /.test(line));
    expect(lines.length).toBeGreaterThan(6);
    expect(lines.filter((line) => !isSaid(line))).toEqual([]);
  });

  it('say how many connections a gateway holds, as the chart does', () => {
    const sizes = read(root, 'apps/scim-gateway/src/database/pools.ts');
    // The pool of the request log is counted with the request log's own database.
    const pools = [...sizes.matchAll(/'rollcall-(?!requests)\w+', (\d+)/g)].map(([, most]) =>
      Number(most),
    );
    expect(pools.length).toBeGreaterThan(2);
    // One more is the relay's own: it holds the advisory lock.
    const held = `up to ${pools.reduce((sum, most) => sum + most, 1)} connections`;
    expect([all.includes(held), read(chart, 'values.yaml').includes(held)]).toEqual([true, true]);
  });
});

const links = (/** @type {string} */ text) =>
  [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => to);

describe('the documents of operators', () => {
  const documents = [
    'README.md',
    'docs/operating.md',
    'docs/running.md',
    'docs/supply-chain.md',
    ...readdirSync(runbooks).map((file) => `docs/runbooks/${file}`),
  ];

  it.each(documents)('%s leads to pages that are there', (file) => {
    const broken = links(read(root, file)).filter(
      (to) => !existsSync(path.join(root, path.dirname(file), to)),
    );
    expect(broken).toEqual([]);
  });

  it('the chart’s README is made from its values: npm run docs writes it', () =>
    expect(read(chart, 'README.md')).toBe(readme()));

  it('the values in docs/operating.md are ones that the chart has', () => {
    const values = parseDocument(read(chart, 'values.yaml'));
    const text = read(root, 'docs/operating.md');
    const named = [
      ...text.matchAll(
        /`((?:services|kafka|secrets|tls|ingress|gatewayApi|networkPolicy|monitoring|jobs|image)\.[\w.]+)`/g,
      ),
    ];
    expect(named.length).toBeGreaterThan(10);
    const unknown = named.filter(([, name = '']) => !values.hasIn(name.split('.')));
    expect(unknown.map(([, name]) => name)).toEqual([]);
  });
});

describe('licences', () => {
  it('are listed: npm run docs writes docs/licences.md', () =>
    expect(read(root, 'docs/licences.md')).toBe(document()));

  it('are all ones that somebody decided on', () => {
    expect(packages().length).toBeGreaterThan(100);
    expect(packages().filter(({ license }) => !isAllowed(license))).toEqual([]);
  });

  it('of two to choose from one must be allowed, of two that both hold each', () => {
    expect(isAllowed('(MIT OR GPL-3.0)')).toBe(true);
    expect(isAllowed('MIT AND GPL-3.0')).toBe(false);
  });
});

describe('the workflows', () => {
  const folder = path.join(root, '.github/workflows');
  const files = readdirSync(folder);

  /**
   * @typedef {object} Job
   * @property {string} [uses]
   * @property {string} [runs-on]
   * @property {number} [timeout-minutes]
   * @property {boolean} [continue-on-error]
   * @property {{ run?: string, 'continue-on-error'?: boolean }[]} [steps]
   *
   * @typedef {{ permissions: object, on: { schedule: unknown[] }, jobs: Record<string, Job> }} Workflow
   */

  /** @param {string} file @returns {Workflow} */
  const workflowOf = (file) => parse(read(folder, file));

  it.each(files)('%s is YAML with jobs that have few rights and a time limit', (file) => {
    const [one] = parseAllDocuments(read(folder, file));
    expect(one?.errors).toEqual([]);
    /** @type {Workflow} */
    const workflow = one?.toJS();
    expect(workflow.permissions).toBeDefined();
    for (const job of Object.values(workflow.jobs)) {
      // A job that calls another workflow has the limits of that one.
      if (!job.uses) expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
      expect(job['runs-on'] ?? job.uses).toBeDefined();
    }
  });

  it('check what .ci/run checks', () => expect(read(folder, 'ci.yml')).toContain('.ci/run'));

  it('end red on a known advisory of what runs: on every change, and each week', () => {
    const { jobs, on } = workflowOf('audit.yml');
    const { steps = [], 'continue-on-error': forgiven } = jobs['audit'] ?? {};
    const step = steps.find(({ run }) => run === 'npm audit --omit=dev --audit-level=high');
    expect([step?.['continue-on-error'], forgiven]).toEqual([undefined, undefined]);
    expect(step).toBeDefined();
    expect(on.schedule).toHaveLength(1);
    const called = Object.values(workflowOf('ci.yml').jobs).map(({ uses }) => uses);
    expect(called).toContain('./.github/workflows/audit.yml');
  });

  it('name the registry by a variable alone', () => {
    const hosts =
      /\b(ghcr\.io|docker\.io|quay\.io|[\w-]+\.(?:azurecr|gcr)\.io|registry\.npmjs\.org)\b/;
    for (const file of files) expect(read(folder, file)).not.toMatch(hosts);
    expect(read(folder, 'release.yml')).toContain('vars.REGISTRY');
  });
});
