import { pods, render } from './rendered.mjs';

/** As whom each pod signs in at Kafka: the keys of its Secret. */
const userOf = ({ spec }) =>
  spec.volumes
    .find(({ name }) => name === 'secrets')
    ?.secret.items.filter(({ path }) => path.startsWith('KAFKA_'))
    .map(({ key }) => key)
    .sort();

const named = (documents, name) =>
  pods(documents).find(({ owner }) => owner.metadata.name === `rollcall-${name}`);
const keys = (user) => [`${user}-kafka-password`, `${user}-kafka-username`];

describe('at Kafka', () => {
  const documents = render('production');

  it.each([
    ['gateway', 'gateway'],
    ['directory', 'directory'],
    ['tokens', 'tokens'],
    ['topics', 'operator'],
  ])('%s is the user %s', (name, user) =>
    expect(userOf(named(documents, name))).toEqual(keys(user)),
  );

  it.each([
    ['gateway', 'drop-topic', 'operator'],
    ['gateway', 'epoch', 'gateway'],
    ['tokens', 'move-credentials', 'tokens'],
  ])('the command of %s, %s, is the user %s', (service, command, user) => {
    const value = `jobs.command=${JSON.stringify({ service, run: [command], config: {} })}`;
    expect(userOf(named(render('production', value), command))).toEqual(keys(user));
  });
});
