import { podOf, render } from './rendered.mjs';

/** As whom each pod signs in at Kafka: the keys of its Secret. @param {import('./rendered.mjs').Pod} pod */
const userOf = ({ spec }) =>
  spec.volumes
    .find(({ name }) => name === 'secrets')
    ?.secret.items.filter(({ path }) => path.startsWith('KAFKA_'))
    .map(({ key }) => key)
    .sort();

const keys = (/** @type {string} */ user) => [`${user}-kafka-password`, `${user}-kafka-username`];

describe('at Kafka', () => {
  const documents = render('production');

  it.each([
    ['gateway', 'gateway'],
    ['directory', 'directory'],
    ['tokens', 'tokens'],
    ['topics', 'operator'],
  ])('%s is the user %s', (name, user) =>
    expect(userOf(podOf(documents, `rollcall-${name}`))).toEqual(keys(user)),
  );

  it.each([
    ['gateway', 'drop-topic', 'operator'],
    ['gateway', 'topics', 'operator'],
    ['gateway', 'epoch', 'gateway'],
    ['tokens', 'move-credentials', 'tokens'],
  ])('the command of %s, %s, is the user %s', (service, command, user) => {
    const value = `jobs.command=${JSON.stringify({ service, run: [command], config: {} })}`;
    expect(userOf(podOf(render('production', value), `rollcall-${command}`))).toEqual(keys(user));
  });
});
