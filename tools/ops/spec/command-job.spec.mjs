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
});
