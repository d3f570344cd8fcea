import { named, ofKind, pods, render, SCENARIOS, selects } from './rendered.mjs';

/**
 * @typedef {import('./rendered.mjs').Manifest} Manifest
 * @typedef {import('./rendered.mjs').Pod} Pod
 * @typedef {import('./manifests.ts').Peer} Peer
 * @typedef {Manifest['spec']['egress']} Rules
 */

/** Who may call whom inside a release, at which port. What is not here is refused. */
const EDGES = [
  'directory → gateway:3001', // a rebuild compares checksums
  'gateway → directory:3001',
  'gateway → tokens:3000',
  'smoke → directory:3000',
  'smoke → directory:3001',
  'smoke → gateway:3000',
  'smoke → gateway:3001',
  'smoke → tokens:3000',
];

/** Who may reach which engine, by port, in production. */
/** @type {Readonly<Record<string, string[]>>} */
const ENGINES = {
  gateway: ['4318 tracing', '5432 10.20.0.0/24', '9093 engines'],
  directory: ['4318 tracing', '5432 10.20.0.0/24', '9093 engines'],
  tokens: ['26379 10.20.1.0/24', '6380 10.20.1.0/24', '9093 engines'],
  'migrate-log': ['5432 10.20.0.0/24'],
  'migrate-directory': ['5432 10.20.0.0/24'],
  topics: ['9093 engines'],
  smoke: [],
};

/** Where webhooks go. */
const WORLD = ['0.0.0.0/0', '::/0'];
const isWorld = (/** @type {Peer} */ { ipBlock }) => WORLD.includes(ipBlock?.cidr ?? '');

const COMPONENT = 'app.kubernetes.io/component';

/**
 * Both ends allow an edge: the egress of one and the ingress of the other.
 * @param {readonly Manifest[]} documents
 */
const edgesOf = (documents) => {
  const all = pods(documents);
  const policies = ofKind(documents, 'NetworkPolicy').map(({ spec }) => spec);
  const of = (/** @type {Pod} */ pod) =>
    policies.filter(({ podSelector }) => selects(podSelector.matchLabels, pod.labels));
  /** @param {readonly Peer[] | undefined} peers @param {Pod} pod */
  const names = (peers, pod) =>
    peers === undefined ||
    peers.some(
      ({ podSelector, namespaceSelector, ipBlock }) =>
        podSelector !== undefined &&
        !namespaceSelector &&
        !ipBlock &&
        selects(podSelector.matchLabels, pod.labels),
    );
  const ports = (/** @type {Pod} */ pod) =>
    (pod.spec.containers[0].ports ?? []).map(({ containerPort }) => containerPort);
  /** @param {Rules} rules @param {'from' | 'to'} side @param {Pod} pod @param {number} port */
  const allows = (rules, side, pod, port) =>
    (rules ?? []).some(
      (rule) =>
        names(rule[side], pod) && (rule.ports ?? [{ port }]).some((one) => one.port === port),
    );
  return all.flatMap((from) =>
    all.flatMap((to) =>
      from === to
        ? []
        : ports(to)
            .filter(
              (port) =>
                of(from).some(({ egress }) => allows(egress, 'to', to, port)) &&
                of(to).some(({ ingress }) => allows(ingress, 'from', from, port)),
            )
            .map((port) => `${from.labels[COMPONENT]} → ${to.labels[COMPONENT]}:${port}`),
    ),
  );
};

const nameOf = (/** @type {Peer} */ { ipBlock, namespaceSelector }) =>
  ipBlock?.cidr ?? namespaceSelector?.matchLabels['kubernetes.io/metadata.name'];

describe.each(SCENARIOS)('the network policies, %s', (scenario) => {
  const documents = render(scenario);
  const policies = ofKind(documents, 'NetworkPolicy');

  it('close everything but names first', () => {
    const [closed] = policies.filter(({ spec }) => !spec.podSelector.matchLabels[COMPONENT]);
    for (const { labels } of pods(documents))
      expect(closed && selects(closed.spec.podSelector.matchLabels, labels)).toBe(true);
    expect(closed?.spec.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(closed?.spec.ingress).toBeUndefined();
    expect(closed?.spec.egress).toEqual([
      {
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 53, protocol: 'TCP' },
        ],
      },
    ]);
  });

  it('select pods that are there, and know no other kind of traffic', () => {
    for (const { spec } of policies) {
      expect(
        pods(documents).filter(({ labels }) => selects(spec.podSelector.matchLabels, labels))
          .length,
      ).toBeGreaterThan(0);
      expect(spec.policyTypes.filter((type) => !['Ingress', 'Egress'].includes(type))).toEqual([]);
    }
  });

  it('open ports that the pods have', () => {
    for (const { spec } of policies)
      for (const { ports } of spec.ingress ?? []) {
        const [pod] = pods(documents).filter(({ labels }) =>
          selects(spec.podSelector.matchLabels, labels),
        );
        const there = pod?.spec.containers[0].ports.map(({ containerPort }) => containerPort);
        for (const { port } of ports) expect(there).toContain(port);
      }
  });

  // Without a list of who may call the public port, anybody may: pods of the release, too.
  it('allow the edges of the design and no others', () => {
    const open = (/** @type {Manifest['spec']} */ { ingress = [] }) =>
      ingress.some(({ from }) => from === undefined);
    const found = edgesOf(documents).filter(
      (edge) => EDGES.includes(edge) || !/gateway:3000$/.test(edge),
    );
    expect([...new Set(found)].sort()).toEqual(EDGES);
    expect(policies.some(({ spec }) => open(spec))).toBe(scenario === 'minimal');
  });
});

describe('the network policies in production', () => {
  const policies = ofKind(render('production'), 'NetworkPolicy');
  const of = (/** @type {string} */ component) => {
    const found = policies.find(
      ({ spec }) => spec.podSelector.matchLabels[COMPONENT] === component,
    );
    if (!found) throw new Error(`there is no policy of ${component}`);
    return found.spec;
  };

  it.each(Object.entries(ENGINES))('let %s reach its engines alone', (component, wanted) => {
    const found = of(component)
      .egress.filter(({ to }) => to?.some((peer) => !peer.podSelector && !isWorld(peer)))
      .flatMap(({ to, ports }) =>
        ports.flatMap(({ port }) => to.map((peer) => `${port} ${nameOf(peer)}`)),
      );
    expect(found.sort()).toEqual(wanted);
  });

  it('let gateways alone call the world, but no private network in it', () => {
    const called = Object.keys(ENGINES).flatMap((component) =>
      of(component)
        .egress.flatMap(({ to = [], ports }) => to.map(({ ipBlock }) => ({ ipBlock, ports })))
        .filter(isWorld)
        .map(({ ipBlock, ports }) => [component, ipBlock?.cidr, ipBlock?.except.length, ports]),
    );
    const https = [{ port: 443, protocol: 'TCP' }];
    expect(called).toEqual([
      ['gateway', '0.0.0.0/0', 4, https],
      ['gateway', '::/0', 2, https],
    ]);
  });

  it('let gateways call a sign-in provider inside the cluster, when configured', () => {
    const peers = [
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'login' } } },
    ];
    const values = `networkPolicy.signIn=${JSON.stringify({ port: 8443, peers })}`;
    const to = ofKind(render('production', values), 'NetworkPolicy').filter(({ spec }) =>
      spec.egress.some(({ ports }) => ports?.some(({ port }) => port === 8443)),
    );
    expect(to.map(({ metadata }) => metadata.name)).toEqual(['rollcall-gateway']);
    expect(to[0]?.spec.egress).toContainEqual({
      ports: [{ port: 8443, protocol: 'TCP' }],
      to: peers,
    });
  });

  it('are there before the Jobs, which look names up, and gone with them', () => {
    for (const component of ['migrate-log', 'migrate-directory', 'topics']) {
      const { metadata, spec } = named(policies, 'NetworkPolicy', `rollcall-${component}`);
      const job = named(render('production'), 'Job', metadata.name).metadata.annotations;
      const own = metadata.annotations;
      expect(own['helm.sh/hook']).toBe(job['helm.sh/hook']);
      expect(own['helm.sh/hook-delete-policy']).toBe(job['helm.sh/hook-delete-policy']);
      expect(Number(own['helm.sh/hook-weight'])).toBeLessThan(Number(job['helm.sh/hook-weight']));
      expect(spec.egress[0]?.ports.map(({ port }) => port)).toEqual([53, 53]);
    }
  });

  it('let the ingress, Prometheus and the product in where they belong', () => {
    /** @param {string} component @param {number} port */
    const from = (component, port) =>
      of(component)
        .ingress.filter(({ ports }) => ports.some((one) => one.port === port))
        .flatMap((rule) => rule.from)
        .filter((peer) => peer.namespaceSelector)
        .map(nameOf)
        .sort();
    expect(from('gateway', 3000)).toEqual(['ingress']);
    expect(from('gateway', 3001)).toEqual(['monitoring']);
    expect(from('directory', 3000)).toEqual(['product']);
    expect(from('directory', 3001)).toEqual(['monitoring']);
    expect(from('tokens', 3000)).toEqual(['monitoring']);
  });

  it('let only the gateways call https outside, and only when configured', () => {
    const outside = (/** @type {Manifest[]} */ documents) =>
      ofKind(documents, 'NetworkPolicy')
        .filter(({ spec }) =>
          spec.egress?.some(({ ports }) => ports.some(({ port }) => port === 443)),
        )
        .map(({ metadata }) => metadata.name);
    expect(outside(render('production'))).toEqual(['rollcall-gateway']);
    expect(outside(render('production', 'networkPolicy.outboundHttps=false'))).toEqual([]);
  });
});
