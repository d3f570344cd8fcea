import { named, ofKind, podOf, render, selects } from './rendered.mjs';

describe('the chart', () => {
  it('makes a Job of a command, with what its service has, to which no request is sent', () => {
    const command = { service: 'tokens', run: ['move-credentials'], config: {} };
    const more = { NEXT_CREDENTIALS_GENERATION: '3', LOG_LEVEL: 'debug' };
    const documents = render(
      'production',
      `jobs.command=${JSON.stringify({ ...command, config: more })}`,
    );
    const made = podOf(documents, 'rollcall-move-credentials');
    const tokens = podOf(documents, 'rollcall-tokens');
    const [container] = made.spec.containers;
    expect([container.image, container.args]).toEqual([
      tokens.spec.containers[0].image,
      ['move-credentials'],
    ]);
    const given = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
    expect(given).toEqual({
      ...named(documents, 'ConfigMap', 'rollcall-tokens').data,
      ...more,
    });
    expect(made.spec.volumes).toEqual(tokens.spec.volumes);
    expect(container.volumeMounts).toEqual(tokens.spec.containers[0].volumeMounts);
    expect(made.spec.securityContext).toEqual(tokens.spec.securityContext);
    for (const { spec } of [
      ...ofKind(documents, 'Service'),
      ...ofKind(documents, 'PodDisruptionBudget'),
    ])
      expect(selects(spec.selector.matchLabels ?? spec.selector, made.labels)).toBe(false);
    const edges = named(documents, 'NetworkPolicy', 'rollcall-command-move-credentials').spec;
    expect(selects(edges.podSelector.matchLabels, made.labels)).toBe(true);
    expect(edges.policyTypes).toEqual(['Egress']);
    const ports = edges.egress.flatMap((rule) => rule.ports.map(({ port }) => port));
    expect(ports.sort()).toEqual([26379, 6380, 9093]);
  });

  it('lets a rebuild ask the gateway, and goes on when its pod is killed', () => {
    const command = { service: 'directory', run: ['rebuild'], config: { REBUILD_PARALLEL: '8' } };
    const documents = render('production', `jobs.command=${JSON.stringify(command)}`);
    const made = podOf(documents, 'rollcall-rebuild');
    const [container] = made.spec.containers;
    const given = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
    expect(given).toMatchObject({
      GATEWAY_INTERNAL_URL: 'http://rollcall-gateway-internal:3001',
      REBUILD_PARALLEL: '8',
    });
    const gateway = podOf(documents, 'rollcall-gateway');
    const out = named(documents, 'NetworkPolicy', 'rollcall-command-rebuild').spec;
    expect(selects(out.podSelector.matchLabels, made.labels)).toBe(true);
    const [asked] = out.egress.filter(({ to }) => to?.[0]?.podSelector);
    expect(asked?.to?.[0]?.podSelector).toBeDefined();
    expect(selects(asked?.to?.[0]?.podSelector?.matchLabels ?? {}, gateway.labels)).toBe(true);
    const into = named(documents, 'NetworkPolicy', 'rollcall-command-rebuild-gateway').spec;
    expect(selects(into.podSelector.matchLabels, gateway.labels)).toBe(true);
    expect(selects(into.ingress[0]?.from?.[0]?.podSelector?.matchLabels ?? {}, made.labels)).toBe(
      true,
    );
    expect([asked?.ports, into.ingress[0]?.ports]).toEqual([
      [{ port: 3001, protocol: 'TCP' }],
      [{ port: 3001, protocol: 'TCP' }],
    ]);
    expect(named(documents, 'Job', 'rollcall-rebuild').spec).toMatchObject({
      backoffLimit: 6,
      podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { values: [1] } }] },
    });
  });
});
