import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { run, type ServiceName, type Stack } from '../support/stack';

const root = join(__dirname, '../../../..');

interface Container {
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
}
/** Of a Secret: each key becomes a file, which has the name of a variable. */
interface Volume {
  readonly secret?: { readonly items?: readonly { readonly key: string; readonly path: string }[] };
}
interface Pod {
  readonly containers: readonly [Container];
  readonly volumes?: readonly Volume[];
}
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Record<string, string> };
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template?: {
      readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
      readonly spec: Pod;
    };
  };
}
interface Outcome {
  readonly code: number;
  readonly output: string;
}
interface Call {
  readonly program: string;
  readonly words: readonly string[];
  readonly stdin: string;
}

/** Variables that an operator's values change; the rest says where things are, which here is elsewhere. */
const CHANGED = /^(NEXT_)?(TOPIC|CREDENTIALS)_(GENERATION|PARTITIONS)$/;
const SERVICES: Readonly<Record<string, { app: string; parts: readonly ServiceName[] }>> = {
  gateway: { app: 'scim-gateway', parts: ['gateway', 'gateway-2'] },
  directory: { app: 'user-directory', parts: ['directory'] },
  tokens: { app: 'token-service', parts: ['token'] },
};
/** Whose image a Job of the chart has, by its name behind that of the release. */
const JOBS: Readonly<Record<string, string>> = {
  'migrate-log': 'gateway',
  topics: 'gateway',
  'drop-topic': 'gateway',
  epoch: 'gateway',
  'migrate-directory': 'directory',
  rebuild: 'directory',
  'move-credentials': 'tokens',
  'republish-credentials': 'tokens',
};

const manifestsOf = (yaml: string): readonly Manifest[] =>
  parseAllDocuments(yaml)
    .map((one) => one.toJS() as Manifest | null)
    .filter((one) => one !== null);

/**
 * A stack in the place of a cluster: what helm renders decides the variables with which its services
 * run, and a Job is a process. Options that it does not know are an error: no command passes by chance.
 */
export class Cluster {
  private readonly jobs = new Map<string, Outcome>();
  /** What was applied of the Secret: the services have the rest from their stack. */
  private secret: Readonly<Record<string, string>> = {};
  /** Of the last upgrade: pods read the Secret at their start, and another revision replaces them. */
  private revision: string | undefined;
  private readonly server: Server;

  constructor(
    private readonly stack: Stack,
    private readonly helm: string,
  ) {
    this.server = createServer((request, response) => {
      void text(request)
        .then((body) => this.answer(JSON.parse(body) as Call))
        .catch((reason: unknown): Outcome => ({ code: 1, output: `${String(reason)}\n` }))
        .then((outcome) => response.end(JSON.stringify(outcome)));
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
  }

  /** Programs that ask this cluster; helm itself renders. */
  programs(): Readonly<Record<string, string>> {
    const ask = `exec ${process.execPath} ${join(__dirname, 'program.mjs')}`;
    return {
      kubectl: `#!/bin/sh\n${ask} kubectl "$@"\n`,
      helm: `#!/bin/sh\n[ "$1" = template ] && exec ${this.helm} "$@" --kube-version 1.34.0\n${ask} helm "$PWD" "$@"\n`,
    };
  }

  private async answer({ program, words, stdin }: Call): Promise<Outcome> {
    if (program === 'helm') return this.upgrade(words);
    const [verb, ...rest] = words;
    const plain = rest.filter((word, i) => word !== '--namespace' && rest[i - 1] !== '--namespace');
    if (verb === 'exec') return this.exec(plain);
    if (verb === 'apply') return this.apply(manifestsOf(stdin));
    if (verb === 'delete') return { code: 0, output: '' };
    const job = plain.find((word) => word.startsWith('job/'))?.slice(4);
    const outcome = job === undefined ? undefined : this.jobs.get(job);
    if (verb === 'logs' && outcome) return { code: 0, output: outcome.output };
    if (verb === 'wait' && outcome) return { code: outcome.code, output: outcome.output };
    return { code: 64, output: `no such command here: kubectl ${words.join(' ')}\n` };
  }

  private async upgrade([cwd, verb, ...rest]: readonly string[]): Promise<Outcome> {
    if (verb !== 'upgrade') return { code: 64, output: `no such command here: helm ${verb}\n` };
    const words = rest.filter(
      (word, i) =>
        !['--install', '--wait', '--timeout'].includes(word) && rest[i - 1] !== '--timeout',
    );
    const { stdout } = await promisify(execFile)(
      this.helm,
      ['template', ...words, '--kube-version', '1.34.0'],
      { cwd, maxBuffer: 2 ** 26 },
    );
    const documents = manifestsOf(stdout);
    const hooks = documents.filter(
      ({ kind, metadata }) =>
        kind === 'Job' && metadata.annotations?.['helm.sh/hook']?.includes('pre-upgrade'),
    );
    const before = await this.apply(hooks);
    if (before.code !== 0) return before;
    const former = this.revision;
    for (const [name, { parts }] of Object.entries(SERVICES)) {
      const [config, deployment] = ['ConfigMap', 'Deployment'].map((wanted) =>
        documents.find(
          ({ kind, metadata }) => kind === wanted && metadata.name === `rollcall-${name}`,
        ),
      );
      this.revision =
        deployment?.spec?.template?.metadata?.annotations?.['rollcall/secrets-revision'];
      const secrets = this.revision === former ? {} : this.secretsOf(deployment);
      for (const part of parts) await this.roll(part, config?.data ?? {}, secrets);
    }
    // What no change concerns may be missing, as in an empty namespace.
    await this.stack.mend();
    return { code: 0, output: 'upgraded\n' };
  }

  /** The variables of a Deployment that come from keys of the Secret that was applied. */
  private secretsOf(deployment: Manifest | undefined): Readonly<Record<string, string>> {
    const items = (deployment?.spec?.template?.spec.volumes ?? []).flatMap(
      ({ secret }) => secret?.items ?? [],
    );
    return Object.fromEntries(
      items.flatMap(({ key, path }) => {
        const value = this.secret[key];
        return value === undefined ? [] : [[path, value]];
      }),
    );
  }

  /** Stops and starts a service if its variables changed. */
  private async roll(
    part: ServiceName,
    data: Readonly<Record<string, string>>,
    secrets: Readonly<Record<string, string>>,
  ): Promise<void> {
    const own = this.stack.envOf(part);
    const names = new Set(
      [...Object.keys(own), ...Object.keys(data)].filter((name) => CHANGED.test(name)),
    );
    const wanted = {
      ...Object.fromEntries([...names].map((name) => [name, data[name]])),
      ...secrets,
    };
    const changes = Object.entries(wanted).filter(([name, value]) => own[name] !== value);
    this.stack.configure(part, Object.fromEntries(changes));
    if (changes.length === 0) return;
    await this.stack.stopPart(part);
    await this.stack.start(part);
  }

  private async exec(words: readonly string[]): Promise<Outcome> {
    const service = words[0]?.replace(/^deploy\/rollcall-/, '') ?? '';
    const command = words.slice(words.indexOf('--') + 1);
    if (command[0] !== 'node' || command[1] !== '/app/docker/run.mjs')
      return { code: 64, output: `no such command here: ${command.join(' ')}\n` };
    return this.command(service, command.slice(2), {});
  }

  private async apply(manifests: readonly Manifest[]): Promise<Outcome> {
    let output = '';
    for (const { kind, metadata, spec, stringData } of manifests) {
      if (kind === 'Secret') this.secret = { ...this.secret, ...stringData };
      if (kind !== 'Job') continue;
      const container = spec?.template?.spec.containers[0];
      const given = (container?.env ?? []).filter(
        ({ name }) => CHANGED.test(name) || /^(DROP|FORGET|NEXT)_/.test(name),
      );
      const outcome = await this.command(
        JOBS[metadata.name.replace(/^rollcall-/, '')] ?? '',
        container?.args ?? [],
        Object.fromEntries(given.map(({ name, value }) => [name, value])),
      );
      this.jobs.set(metadata.name, outcome);
      output += `job/${metadata.name}\n`;
      if (outcome.code !== 0) return { code: 1, output: `${output}${outcome.output}` };
    }
    return { code: 0, output };
  }

  /** A command of an image, with the variables of its service. */
  private async command(
    service: string,
    words: readonly string[],
    more: Readonly<Record<string, string>>,
  ): Promise<Outcome> {
    const found = SERVICES[service];
    if (!found) return { code: 64, output: `there is no service ${service}\n` };
    const [part] = found.parts as [ServiceName];
    const own = Object.fromEntries(
      Object.entries(this.stack.envOf(part)).filter(
        ([name]) => !CHANGED.test(name) || more[name] === undefined,
      ),
    ) as Record<string, string>;
    return run(join(root, 'docker/run.mjs'), { ...own, APP: found.app, ...more }, words);
  }
}
