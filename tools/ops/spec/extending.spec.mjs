import { ofKind, podOf, pods, render } from './rendered.mjs';

const SERVICES = ['gateway', 'directory', 'tokens'];
const JOBS = ['migrate-log', 'migrate-directory', 'topics'];
/** @param {string} name */
const owner = (name) => `rollcall-${name}`;
/** @param {import('./manifests.ts').Manifest[]} documents */
const jobsOf = (documents) => ofKind(documents, 'Job');

describe('what a company adds to the chart', () => {
  it('labels are on every object and on every pod, and select none', () => {
    const documents = render('production', 'commonLabels={"company.example/team":"identity"}');
    for (const one of documents)
      expect([one.kind, one.metadata.labels['company.example/team']]).toEqual([
        one.kind,
        'identity',
      ]);
    for (const { labels } of pods(documents))
      expect(labels['company.example/team']).toBe('identity');
    const selectors = ofKind(documents, 'Deployment').map(({ spec }) => spec.selector.matchLabels);
    expect(JSON.stringify(selectors)).not.toContain('identity');
  });

  it('OpenShift chooses user and group: null removes them, and the rest stays', () => {
    const documents = render(
      'production',
      'podSecurityContext={"runAsUser":null,"runAsGroup":null,"fsGroup":null}',
    );
    for (const { spec } of pods(documents))
      expect(spec.securityContext).toEqual({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
  });

  it('containers have the security context of the values', () => {
    const documents = render('production', 'containerSecurityContext.privileged=false');
    for (const { spec } of pods(documents))
      expect(spec.containers[0].securityContext).toMatchObject({
        privileged: false,
        readOnlyRootFilesystem: true,
      });
  });

  it.each(SERVICES)('%s takes containers, volumes, mounts and labels', (name) => {
    const own = {
      podLabels: { tier: 'front' },
      initContainers: [{ name: 'proxy', image: 'r.example.com/proxy:1', restartPolicy: 'Always' }],
      sidecars: [{ name: 'shipper', image: 'r.example.com/shipper:1' }],
      volumes: [{ name: 'spool', emptyDir: {} }],
      volumeMounts: [{ name: 'spool', mountPath: '/spool' }],
    };
    const sets = Object.entries(own).map(
      ([field, value]) => `services.${name}.${field}=${JSON.stringify(value)}`,
    );
    const { spec, labels } = podOf(render('production', ...sets), owner(name));
    const plain = podOf(render('production'), owner(name)).spec;
    expect(labels.tier).toBe('front');
    expect(spec.initContainers).toEqual(own.initContainers);
    expect(spec.containers.slice(1)).toEqual(own.sidecars);
    expect(spec.volumes).toEqual([...plain.volumes, ...own.volumes]);
    expect(spec.containers[0].volumeMounts).toEqual([
      ...plain.containers[0].volumeMounts,
      ...own.volumeMounts,
    ]);
  });

  it.each([...JOBS, 'epoch'])('the Job %s runs where the values say', (name) => {
    const own = {
      nodeSelector: { pool: 'identity' },
      tolerations: [{ key: 'identity', operator: 'Exists' }],
      affinity: { nodeAffinity: {} },
      priorityClassName: 'high',
      podLabels: { 'sidecar.istio.io/inject': 'false' },
      podAnnotations: { 'linkerd.io/inject': 'disabled' },
      initContainers: [{ name: 'proxy', image: 'r.example.com/proxy:1', restartPolicy: 'Always' }],
      volumes: [{ name: 'spool', emptyDir: {} }],
      volumeMounts: [{ name: 'spool', mountPath: '/spool' }],
      resources: { limits: { memory: '1Gi' } },
      command: { service: 'gateway', run: ['epoch'], config: {} },
    };
    const sets = Object.entries(own).map(
      ([field, value]) => `jobs.${field}=${JSON.stringify(value)}`,
    );
    const pod = podOf(render('production', ...sets), owner(name));
    const { spec } = pod;
    const { nodeSelector, tolerations, affinity, priorityClassName, initContainers } = own;
    expect(spec).toMatchObject({
      nodeSelector,
      tolerations,
      affinity,
      priorityClassName,
      initContainers,
    });
    expect(pod.owner.spec.template.metadata).toMatchObject({
      labels: own.podLabels,
      annotations: own.podAnnotations,
    });
    expect(spec.containers[0].resources.limits.memory).toBe('1Gi');
    expect(spec.volumes.at(-1)).toEqual(own.volumes[0]);
    expect(spec.containers[0].volumeMounts.at(-1)).toEqual(own.volumeMounts[0]);
  });

  it('objects of your own are templates', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: '{{ .Release.Name }}-own' },
    };
    const documents = render(
      'minimal',
      `extraObjects=${JSON.stringify([object, JSON.stringify(object)])}`,
    );
    const own = ofKind(documents, 'ConfigMap').filter(
      ({ metadata }) => metadata.name === 'rollcall-own',
    );
    expect(own).toHaveLength(2);
  });
});

describe('the Jobs before the pods', () => {
  it('are hooks of helm unless the values say otherwise', () => {
    for (const { metadata } of jobsOf(render('production')))
      expect(metadata.annotations['helm.sh/hook']).toBe('pre-install,pre-upgrade');
  });

  it('are in the sync of Argo CD, after their policies and before everything else', () => {
    const documents = render('production', 'jobs.hooks="argocd"');
    /** @param {import('./manifests.ts').Manifest} manifest */
    const waveOf = ({ metadata }) => metadata.annotations?.['argocd.argoproj.io/sync-wave'];
    const policies = ofKind(documents, 'NetworkPolicy').filter((one) => waveOf(one) !== undefined);
    expect(jobsOf(documents).map(waveOf)).toEqual(JOBS.map(() => '-2'));
    expect(policies.map(waveOf)).toEqual(JOBS.map(() => '-3'));
    for (const { metadata } of [...jobsOf(documents), ...policies])
      expect(metadata.annotations['helm.sh/hook']).toBeUndefined();
  });

  it('are plain: another version has other Jobs, since a Job cannot be changed', () => {
    /** @param {string[]} sets */
    const names = (...sets) =>
      jobsOf(render('production', 'jobs.hooks="plain"', ...sets)).map(
        ({ metadata }) => metadata.name,
      );
    const [first, again, next] = [names(), names('logLevel="warn"'), names('image.tag="0.2.0"')];
    expect(first).toEqual(again);
    expect(first.filter((one) => next.includes(one))).toEqual([]);
    for (const { metadata, spec } of jobsOf(render('production', 'jobs.hooks="plain"'))) {
      expect(metadata.annotations).toBeUndefined();
      expect(metadata.name.length).toBeLessThanOrEqual(63);
      expect(spec.ttlSecondsAfterFinished).toBeGreaterThan(0);
    }
  });
});
