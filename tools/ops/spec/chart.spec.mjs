import { named as byName, ofKind, podOf, pods, render, SCENARIOS, selects } from './rendered.mjs';

/** The files of a Secret of the type kubernetes.io/tls. */
const CERTIFICATE = [{ path: 'tls.crt' }, { path: 'tls.key' }];

/** @param {import('./rendered.mjs').Manifest[]} documents @returns {[string, import('./rendered.mjs').Pod][]} */
const each = (documents) =>
  pods(documents).map((pod) => [`${pod.owner.kind} ${pod.owner.metadata.name}`, pod]);

describe.each(SCENARIOS)('the chart, %s', (scenario) => {
  const documents = render(scenario);
  const named = new Map(documents.map((one) => [`${one.kind}/${one.metadata.name}`, one]));

  it('has three Deployments, three Jobs and a smoke test', () => {
    expect(ofKind(documents, 'Deployment')).toHaveLength(3);
    expect(ofKind(documents, 'Job')).toHaveLength(3);
    expect(ofKind(documents, 'Pod')).toHaveLength(1);
  });

  it('names each document once, in 63 letters', () => {
    expect(named.size).toBe(documents.length);
    for (const { metadata } of documents) expect(metadata.name).toMatch(/^[a-z][-a-z0-9]{0,62}$/);
  });

  it.each(each(documents))('%s passes the restricted Pod Security Standard', (_, { spec }) => {
    expect(spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC'])
      expect(spec).not.toHaveProperty(field);
    const allowed = ['emptyDir', 'secret', 'configMap'];
    for (const { name, ...kind } of spec.volumes ?? [])
      expect([name, ...Object.keys(kind).filter((one) => !allowed.includes(one))]).toEqual([name]);
    for (const { securityContext, ports = [] } of spec.containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      for (const port of ports) expect(port).not.toHaveProperty('hostPort');
    }
  });

  it.each(each(documents))(
    '%s has no token, requests, a memory limit, and no version "latest"',
    (_, { spec }) => {
      expect(spec.automountServiceAccountToken).toBe(false);
      for (const { image, resources } of spec.containers) {
        expect(image).toMatch(/(:[\w.-]+|@sha256:[0-9a-f]{64})$/);
        expect(image).not.toMatch(/:latest$/);
        expect(Object.keys(resources.requests)).toEqual(
          expect.arrayContaining(['cpu', 'memory', 'ephemeral-storage']),
        );
        expect(resources.limits).toHaveProperty('memory');
      }
    },
  );

  it.each(each(documents))(
    '%s mounts what it reads, and keeps secrets out of variables',
    (_, { spec }) => {
      const [container] = spec.containers;
      const config = container.envFrom?.[0].configMapRef.name;
      /** @type {Record<string, string>} */
      const variables = {
        ...(config ? byName(documents, 'ConfigMap', config).data : {}),
        ...Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, value])),
      };
      const mounts = container.volumeMounts ?? [];
      const volumes = new Map((spec.volumes ?? []).map((one) => [one.name, one]));
      for (const { name } of mounts) expect(volumes.has(name)).toBe(true);
      for (const [name, file] of Object.entries(variables)) {
        if (!name.endsWith('_FILE') && name !== 'NODE_EXTRA_CA_CERTS') continue;
        const mount = mounts.find(({ mountPath }) => file.startsWith(`${mountPath}/`));
        expect([name, mount?.mountPath]).toEqual([name, expect.any(String)]);
        const volume = volumes.get(mount?.name ?? '');
        const items = (volume?.secret ?? volume?.configMap)?.items ?? CERTIFICATE;
        expect(items.map((one) => one.path)).toContain(
          file.slice((mount?.mountPath ?? '').length + 1),
        );
      }
      const secret = /KEY|PASSWORD|PEPPER|DATABASE_URL|REDIS_URL/;
      // Digests are no secret.
      for (const name of Object.keys(variables))
        if (secret.test(name) && name !== 'CLIENT_KEYS') expect(name).toMatch(/_FILE$/);
    },
  );

  it.each(each(documents).filter(([name]) => name.startsWith('Deployment')))(
    '%s is probed on a port it has, and has the time to stop',
    (_, { owner, spec }) => {
      const [container] = spec.containers;
      const ports = container.ports.map((one) => one.name);
      const { startupProbe, livenessProbe, readinessProbe } = container;
      for (const probe of [startupProbe, livenessProbe, readinessProbe])
        expect(ports).toContain(probe.httpGet.port);
      const { seconds } = container.lifecycle.preStop.sleep;
      const config = container.envFrom[0].configMapRef.name;
      const { DRAIN_MS } = byName(documents, 'ConfigMap', config).data;
      // The services end their stop themselves after 25 s.
      expect(spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(
        seconds + Number(DRAIN_MS) / 1_000 + 25 + 5,
      );
      expect(owner.spec.strategy.rollingUpdate.maxUnavailable).toBe(0);
      expect(spec.topologySpreadConstraints).toHaveLength(2);
    },
  );

  it('selects pods that are there: Deployments, Services, disruption budgets, spreads', () => {
    const all = pods(documents);
    const found = (/** @type {import('./manifests.ts').Labels} */ selector) =>
      all.filter(({ labels }) => selects(selector, labels));
    for (const { spec } of ofKind(documents, 'Deployment'))
      expect(found(spec.selector.matchLabels)).toHaveLength(1);
    for (const { spec } of ofKind(documents, 'PodDisruptionBudget'))
      expect(found(spec.selector.matchLabels)).toHaveLength(1);
    for (const { spec } of all)
      for (const { labelSelector } of spec.topologySpreadConstraints ?? [])
        expect(found(labelSelector.matchLabels)).toHaveLength(1);
    for (const { spec } of ofKind(documents, 'Service')) {
      const [pod, ...others] = found(spec.selector);
      expect(others).toEqual([]);
      const ports = pod?.spec.containers[0].ports;
      for (const { port, targetPort } of spec.ports)
        expect(ports).toContainEqual({ name: targetPort, containerPort: port });
    }
  });

  it('names Services that are there in its variables and in the smoke test', () => {
    const addresses = [
      ...ofKind(documents, 'ConfigMap').flatMap(({ data }) => Object.values(data)),
      ...ofKind(documents, 'Pod').flatMap(({ spec }) => spec.containers[0].args),
    ]
      .filter((text) => /^(401=)?http:\/\/rollcall-/.test(text))
      .map((text) => new URL(text.replace(/^401=/, '')));
    expect(addresses.length).toBeGreaterThanOrEqual(6);
    for (const { hostname, port } of addresses)
      expect(named.get(`Service/${hostname}`)?.spec.ports[0].port).toBe(Number(port));
  });

  it('runs its Jobs before anything else, and so names nothing of the release in them', () => {
    for (const { metadata, spec } of ofKind(documents, 'Job')) {
      expect(metadata.annotations['helm.sh/hook']).toBe('pre-install,pre-upgrade');
      expect(spec.template.spec).not.toHaveProperty('serviceAccountName');
      expect(spec.template.spec.containers[0]).not.toHaveProperty('envFrom');
      for (const { secret, configMap } of spec.template.spec.volumes)
        for (const name of [secret?.secretName, configMap?.name].filter(Boolean))
          expect(name).not.toMatch(/^rollcall-(gateway|directory|tokens)$/);
    }
  });

  it('lets the outside reach the public port alone', () => {
    const backends = [
      ...ofKind(documents, 'Ingress').flatMap(({ spec }) =>
        spec.rules.flatMap(({ http }) =>
          http.paths.map(({ backend }) => [backend.service.name, backend.service.port.name]),
        ),
      ),
      ...ofKind(documents, 'HTTPRoute').flatMap(({ spec }) =>
        spec.rules.flatMap(({ backendRefs }) =>
          backendRefs.map(({ name, port }) => [name, port === 3000 ? 'public' : port]),
        ),
      ),
    ];
    expect(backends.length > 0).toBe(scenario === 'production');
    for (const backend of backends) expect(backend).toEqual(['rollcall-gateway', 'public']);
    for (const { spec } of ofKind(documents, 'Service')) expect(spec.type).toBe('ClusterIP');
  });
});

describe('the chart in production', () => {
  const documents = render('production');
  /** @param {string} kind @param {string} name */
  const one = (kind, name) => byName(documents, kind, name);

  it('leaves the number of pods to the autoscaler', () => {
    for (const { spec } of ofKind(documents, 'HorizontalPodAutoscaler')) {
      const target = one('Deployment', spec.scaleTargetRef.name);
      expect(target.spec).not.toHaveProperty('replicas');
      expect(spec.minReplicas).toBeLessThanOrEqual(spec.maxReplicas);
    }
    const metrics = one('HorizontalPodAutoscaler', 'rollcall-directory').spec.metrics;
    expect(metrics.map(({ type }) => type)).toEqual(['Resource', 'Pods']);
    expect(metrics[1]?.pods.metric.name).toBe('rollcall_projection_lag_events');
  });

  it('takes a digest before a tag', () => {
    const image = (/** @type {string} */ name) =>
      one('Deployment', name).spec.template.spec.containers[0].image;
    expect(image('rollcall-gateway')).toMatch(
      /^registry.example.com\/rollcall\/scim-gateway@sha256:0+1$/,
    );
    expect(image('rollcall-tokens')).toBe('registry.example.com/rollcall/token-service:0.1.0');
  });

  it('replaces the pods of a service whose configuration changed, and no others', () => {
    const sums = (/** @type {string[]} */ ...sets) =>
      ofKind(render('production', ...sets), 'Deployment').map(
        ({ spec }) => spec.template.metadata.annotations['checksum/config'],
      );
    const [directory, gateway, tokens] = sums();
    const changed = sums('services.gateway.config={"BODY_LIMIT":"2097152"}');
    expect(changed[0]).toBe(directory);
    expect(changed[1]).not.toBe(gateway);
    expect(changed[2]).toBe(tokens);
  });

  it('replaces pods when the Secret is said to have changed', () => {
    const [first] = ofKind(render('production', 'secrets.revision="2"'), 'Deployment');
    expect(first?.spec.template.metadata.annotations['rollcall/secrets-revision']).toBe('2');
  });

  it('scrapes the internal port of each service once', () => {
    const { spec } = one('ServiceMonitor', 'rollcall');
    const scraped = ofKind(documents, 'Service').filter(({ metadata }) =>
      selects(spec.selector.matchLabels, metadata.labels),
    );
    expect(scraped).toHaveLength(3);
    for (const { spec: service } of scraped)
      expect(service.ports.map(({ name }) => name)).toEqual(['internal']);
    expect(Object.keys(spec).sort()).toEqual(['endpoints', 'selector']);
    expect(Object.keys(spec.endpoints[0]).sort()).toEqual([
      'honorLabels',
      'interval',
      'path',
      'port',
    ]);
  });

  it('gives each alert a link to its runbook', () => {
    const { spec } = one('PrometheusRule', 'rollcall');
    const rules = spec.groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(12);
    for (const { annotations } of rules)
      expect(annotations.runbook_url).toBe(
        `https://docs.example.com/rollcall/runbooks/${annotations.runbook}.md`,
      );
  });

  it('hands the dashboards to Grafana as they are', () => {
    const { data } = one('ConfigMap', 'rollcall-dashboards');
    expect(Object.keys(data).sort()).toEqual([
      'rollcall-feed.json',
      'rollcall-lag.json',
      'rollcall-requests.json',
    ]);
    for (const text of Object.values(data))
      expect(JSON.parse(text).panels.length).toBeGreaterThan(5);
  });

  it('mounts more secrets when configured', () => {
    const more = render('production', 'services.gateway.secretConfig={"SERVICE_X":"x-key"}');
    const gateway = podOf(more, 'rollcall-gateway');
    const volume = gateway.spec.volumes.find(({ name }) => name === 'secrets');
    expect(volume?.secret.items).toContainEqual({ key: 'x-key', path: 'SERVICE_X' });
    const config = byName(more, 'ConfigMap', 'rollcall-gateway');
    expect(config.data['SERVICE_X_FILE']).toBe('/run/secrets/rollcall/SERVICE_X');
  });

  it('can do without Jobs, policies and the rest', () => {
    const bare = render(
      'minimal',
      'jobs.migrate=false',
      'jobs.topics=false',
      'networkPolicy.enabled=false',
    );
    for (const kind of [
      'Job',
      'NetworkPolicy',
      'Ingress',
      'HTTPRoute',
      'ServiceMonitor',
      'HorizontalPodAutoscaler',
    ])
      expect(ofKind(bare, kind)).toEqual([]);
  });
});
