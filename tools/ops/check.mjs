// npm test -- --ops: the Dockerfile, the compose file, the chart, alert rules and dashboards.
// What a machine cannot have is said; where CI=true it fails.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { install } from '../install.mjs';
import { messageOf, run } from '../engines/run.mjs';
import { getTools, root, scratch } from './tools.mjs';

const CHART = 'k8s/rollcall';
const SCENARIOS = ['minimal', 'production'];
/** The oldest version that the chart allows and the newest whose schemas are published. */
const KUBERNETES = ['1.30', '1.37'];
/** Kinds that Kubernetes has no schema for; the specs look at them. */
const FOREIGN = new Set(['ServiceMonitor', 'PrometheusRule', 'HTTPRoute']);

const totals = { passed: 0, failed: 0 };
/** @param {string} name @param {() => Promise<string | void>} work */
const step = async (name, work) => {
  const began = performance.now();
  const said = await work().then(
    (text) => ({ ok: true, text }),
    (reason) => ({ ok: false, text: messageOf(reason) }),
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `== ${name}: ${said.ok ? 'ok' : 'FAILED'} (${seconds} s)${said.text ? `: ${said.text.trim()}` : ''}`,
  );
  totals[said.ok ? 'passed' : 'failed'] += 1;
};

if (!install(root, console.log)) process.exit(1);
console.log('== tools');
const { found, missing } = await getTools((text) => console.log(`   ${text}`));
for (const why of missing) console.log(`   missing: ${why}`);
const isCi = process.env.CI === 'true' || process.env.CI === '1';
const out = scratch();
const at = (/** @type {string[]} */ ...parts) => path.join(root, ...parts);
/** @param {string | undefined} program @param {(program: string) => Promise<void>} work */
const having = async (program, work) => {
  if (program) await work(program);
};

await having(found.python, (bin) =>
  step('hadolint', () => run(path.join(bin, 'hadolint'), [at('docker/Dockerfile')])),
);

const [compose, ...first] = found.compose ?? [];
await having(compose, (bin) =>
  step('compose config', async () => {
    // The files that it names must be there; their text does not matter here.
    const secrets = at('docker/secrets');
    const made = !fs.existsSync(secrets);
    if (made) await run('sh', [at('docker/secrets.sh')]);
    try {
      await run(bin, [...first, '-f', at('docker/compose.yml'), 'config', '-q']);
    } finally {
      if (made) fs.rmSync(secrets, { recursive: true });
    }
  }),
);

await having(found.promtool, async (promtool) => {
  const rules = at(CHART, 'alerts/rollcall.yaml');
  await step('alert rules', () =>
    run(promtool, ['check', 'rules', '--lint=all', rules]).then(() => ''),
  );
  await step('alert rules, their unit tests', () =>
    run(promtool, ['test', 'rules', at(CHART, 'ci/alerts_test.yaml')]).then(() => ''),
  );
});

const kindsOf = (/** @type {string} */ file) =>
  [...fs.readFileSync(file, 'utf8').matchAll(/^kind: (\w+)$/gm)].map(([, kind = '']) => kind);

/**
 * The validator returns 0 on an empty file and on kinds that it does not know: both are counted.
 * @param {string} bin
 * @param {string} version
 * @param {string} file
 */
const validated = async (bin, version, file) => {
  const kinds = kindsOf(file);
  if (kinds.length < 15) throw new Error(`only ${kinds.length} documents were rendered`);
  const said = await run(path.join(bin, 'kubernetes-validate'), ['-k', version, '--strict', file]);
  const passed = [...said.matchAll(/passed for resource/g)].length;
  const wanted = kinds.filter((kind) => !FOREIGN.has(kind)).length;
  if (passed !== wanted) throw new Error(`${passed} of ${wanted} documents passed:\n${said}`);
  return `${passed} documents`;
};

/** What kube-score calls critical and the chart does on purpose, with the reason. */
const NOT_SCORED = {
  // Tags are never moved: a restart must not need the registry.
  'container-image-pull-policy': ['--ignore-test', 'container-image-pull-policy'],
  // Node's compiler and collector need short bursts: a limit would make answers late. Requests and memory are set.
  'CPU limit': ['--ignore-container-cpu-limit'],
};

/** Fails at the first thing that is critical. @param {string} kubeScore @param {string} file */
const scored = (kubeScore, file) => {
  const args = ['score', '--output-format', 'ci', ...Object.values(NOT_SCORED).flat(), file];
  const { stdout: said = '' } = spawnSync(kubeScore, args, { encoding: 'utf8' });
  const lines = said.split('\n');
  const critical = lines.filter((line) => line.startsWith('[CRITICAL]'));
  if (critical.length > 0) throw new Error(critical.join('\n'));
  const good = lines.filter((line) => line.startsWith('[OK]')).length;
  if (good < 50) throw new Error(`only ${good} checks passed: was anything rendered?`);
  return `${good} checks, none critical; left out: ${Object.keys(NOT_SCORED).join(', ')}`;
};

await having(found.helm, async (helm) => {
  for (const scenario of SCENARIOS) {
    const values = ['-f', at(CHART, `ci/${scenario}.yaml`)];
    await step(`helm lint, ${scenario}`, () =>
      run(helm, ['lint', '--strict', at(CHART), ...values]).then(() => ''),
    );
    for (const version of KUBERNETES)
      await step(`schemas of Kubernetes ${version}, ${scenario}`, async () => {
        const file = path.join(out, `${scenario}-${version}.yaml`);
        const args = [
          'template',
          'rollcall',
          at(CHART),
          '--kube-version',
          `${version}.0`,
          ...values,
        ];
        fs.writeFileSync(file, await run(helm, args));
        return found.python ? validated(found.python, version, file) : 'rendered only';
      });
    await having(found.kubeScore, (kubeScore) =>
      step(`kube-score, ${scenario}`, async () =>
        scored(kubeScore, path.join(out, `${scenario}-${KUBERNETES[0]}.yaml`)),
      ),
    );
  }
  await step('helm package', () => run(helm, ['package', at(CHART), '-d', out]).then(() => ''));
});

if (found.helm) {
  await step('build', () =>
    run(process.execPath, [at('node_modules/@typescript/native/bin/tsc'), '-b'], { cwd: root }),
  );
  const report = path.join(out, 'jest.json');
  await step('specs of chart, dashboards and documents', () =>
    run(
      process.execPath,
      [
        at('node_modules/jest/bin/jest.js'),
        '-c',
        at('tools/ops/jest.config.cjs'),
        '--json',
        `--outputFile=${report}`,
      ],
      { cwd: root, env: { ...process.env, NODE_OPTIONS: '', HELM: found.helm, CRDS: found.crds } },
    ).then(() => ''),
  );
  /** @type {{ numPassedTests: number, numFailedTests: number, testResults: { message: string }[] } | undefined} */
  const jest = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')) : undefined;
  for (const { message } of jest?.testResults ?? []) if (message) console.log(message);
  totals.passed += jest?.numPassedTests ?? 0;
  totals.failed += jest?.numFailedTests ?? 0;
}
fs.rmSync(out, { recursive: true });

if (missing.length > 0)
  console.log(
    `\nNot everything was checked: this machine lacks what is named above.${isCi ? ' In CI that is a failure.' : ''}`,
  );
const failed = totals.failed + (isCi ? missing.length : 0);
console.log(`\nops: ${totals.passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
