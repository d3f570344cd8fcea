import { pods, render } from './rendered.mjs';

describe('the chart in production', () => {
  const documents = render('production');

  it('shows each engine the certificate of its own Secret, to the directory’s database another', () => {
    const shown = Object.fromEntries(
      pods(documents).map(({ owner, spec }) => [
        owner.metadata.name,
        (spec.volumes ?? [])
          .filter(({ name }) => name.endsWith('-certificate'))
          .map(({ name, secret }) => `${name} ${secret.secretName}`),
      ]),
    );
    const kafka = 'kafka-certificate rollcall-kafka';
    const [log, directory] = ['log', 'directory'].map((of) => `postgres-certificate ${of}-client`);
    expect(shown).toEqual({
      'rollcall-gateway': [kafka, log],
      'rollcall-directory': [kafka, directory],
      'rollcall-tokens': [kafka, 'redis-certificate rollcall-redis'],
      'rollcall-migrate-log': [log],
      'rollcall-migrate-directory': [directory],
      'rollcall-topics': [kafka],
      'rollcall-smoke': [],
    });
    for (const { spec } of pods(documents))
      for (const { name } of spec.containers[0].volumeMounts ?? [])
        if (name.endsWith('-certificate'))
          expect(spec.containers[0].volumeMounts).toContainEqual({
            name,
            mountPath: `/run/${name}`,
            readOnly: true,
          });
  });
});
