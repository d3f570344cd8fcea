import { named, ofKind, pods, refusal, render, SCENARIOS } from './rendered.mjs';

const ON = 'services.delivery.enabled=true';
const CLIENTS = 'networkPolicy.deliveryClients=[{"podSelector":{"matchLabels":{"app":"billing"}}}]';
const FEED = 'rollcall-delivery';

describe.each(SCENARIOS)('the feed in the chart, %s', (scenario) => {
  const without = render(scenario);
  const documents = render(scenario, ON, CLIENTS, 'services.delivery.published=true');
  const mine = documents.filter(
    ({ metadata }) => metadata.name.startsWith(FEED) || metadata.name.includes('migrate-delivery'),
  );

  it('is nowhere unless it is switched on', () =>
    expect(
      without.map(({ metadata }) => metadata.name).filter((name) => name.includes('delivery')),
    ).toEqual([]));

  it('adds a Deployment, Services, a Job, policies and a budget', () => {
    const kinds = (/** @type {string} */ kind) =>
      mine.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name);
    expect(kinds('Deployment')).toEqual([FEED]);
    expect(kinds('Service').sort()).toEqual([FEED, `${FEED}-internal`]);
    expect(kinds('Job')).toEqual(['rollcall-migrate-delivery']);
    expect(kinds('NetworkPolicy').sort()).toEqual([FEED, 'rollcall-migrate-delivery']);
    expect(kinds('PodDisruptionBudget')).toEqual([FEED]);
  });

  it('changes nothing of the others, but that gateways show its subscriptions', () => {
    const text = (/** @type {object} */ one) => JSON.stringify(one);
    const all = new Set(documents.map(text));
    const changed = without.filter((one) => !all.has(text(one)));
    // The path of the Ingress or route, what the smoke test asks, and where it may.
    const others = changed.filter(
      ({ kind, metadata }) =>
        !['Ingress', 'HTTPRoute', 'Pod'].includes(kind) &&
        !['rollcall-gateway', 'rollcall-smoke'].includes(metadata.name),
    );
    expect(others.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([]);
    const { DELIVERY_URL, ...data } = named(documents, 'ConfigMap', 'rollcall-gateway').data;
    expect(DELIVERY_URL).toBe('http://rollcall-delivery-internal:3001');
    expect(data).toEqual(named(without, 'ConfigMap', 'rollcall-gateway').data);
  });

  it('gets its database, its keys and its generation, secrets as files', () => {
    const { data } = named(documents, 'ConfigMap', FEED);
    expect(data).toMatchObject({
      DATABASE_URL_FILE: '/run/secrets/rollcall/DATABASE_URL',
      INTERNAL_KEYS_FILE: '/run/secrets/rollcall/INTERNAL_KEYS',
      TOPIC_GENERATION: expect.stringMatching(/^\d+$/),
      PORT: '3000',
      INTERNAL_PORT: '3001',
    });
    const [pod] = pods(documents).filter(({ owner }) => owner.metadata.name === FEED);
    expect(pod?.spec.containers[0].image).toContain('event-delivery');
  });

  it('is open to the clients that are named, and to nobody else', () => {
    const { spec } = named(documents, 'NetworkPolicy', FEED);
    const [open] = spec.ingress?.filter(({ ports }) => ports?.[0]?.port === 3000) ?? [];
    const from = (open?.from ?? []).map(({ podSelector }) => podSelector?.matchLabels);
    expect(from).toEqual([
      { app: 'billing' },
      expect.objectContaining({ 'app.kubernetes.io/component': 'smoke' }),
    ]);
  });
});

it('the feed scales by CPU', () => {
  const documents = render('production', ON, 'services.delivery.autoscaling.enabled=true');
  expect(named(documents, 'HorizontalPodAutoscaler', FEED).metadata.name).toBe(FEED);
});

it('the path of the feed leads to it when it is published, and is not there otherwise', () => {
  const paths = (/** @type {string[]} */ ...sets) =>
    ofKind(render('production', ON, CLIENTS, ...sets), 'Ingress')
      .map((one) => JSON.stringify(one))
      .join();
  expect(paths()).not.toContain('/events');
  expect(paths('services.delivery.published=true')).toMatch(/"\/events".*"rollcall-delivery"/);
});

it.each([
  [[ON, 'services.delivery.published=true'], /networkPolicy\.deliveryClients is required/],
  [[ON, 'kafka.deliveryGeneration=9'], /kafka\.deliveryGeneration \(9\) must be published/],
])('refuses %j', (sets, why) => expect(refusal('production', ...sets)).toMatch(why));
