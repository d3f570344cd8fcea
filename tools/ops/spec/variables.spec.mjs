import path from 'node:path';
import { getMetadataStorage } from 'class-validator';
import { ofKind, pods, render, root, SCENARIOS } from './rendered.mjs';

/** A value that no service reads would do nothing: each variable is one of its configuration. */

const built = (file) => require(path.join(root, 'apps', file));
const { GatewayConfig } = built('scim-gateway/dist/config.js');
const { DirectoryConfig } = built('user-directory/dist/config.js');
const { TokenConfig } = built('token-service/dist/config.js');

const known = (config) => {
  const declared = getMetadataStorage().getTargetValidationMetadatas(config, '', true, false);
  return new Set([
    ...Object.keys(new config()),
    ...declared.map(({ propertyName }) => propertyName),
  ]);
};

/** Read by every service that runs. */
const { LeavingConfig } = built('../libs/platform/dist/leaving.js');
const both = (config) => new Set([...known(config), ...known(LeavingConfig)]);

const CONFIGS = {
  gateway: both(GatewayConfig),
  directory: both(DirectoryConfig),
  tokens: both(TokenConfig),
};

/** Node's own. */
const NODES = new Set(['NODE_EXTRA_CA_CERTS']);

describe.each(SCENARIOS)('the variables of the chart, %s', (scenario) => {
  const documents = render(scenario);

  it.each(Object.entries(CONFIGS))('%s reads each that it is given', (service, names) => {
    const [{ data }] = ofKind(documents, 'ConfigMap').filter(
      ({ metadata }) => metadata.name === `rollcall-${service}`,
    );
    const strangers = Object.keys(data).filter(
      (name) => !names.has(name.replace(/_FILE$/, '')) && !NODES.has(name),
    );
    expect(strangers).toEqual([]);
    // And what it cannot do without is there.
    for (const name of ['KAFKA_BROKERS', 'SERVICE_KEYS_FILE']) expect(data).toHaveProperty(name);
  });

  it('are texts', () => {
    for (const { data } of ofKind(documents, 'ConfigMap'))
      for (const value of Object.values(data)) expect(typeof value).toBe('string');
    for (const { spec } of pods(documents))
      for (const { env = [] } of spec.containers)
        for (const { value } of env) expect(typeof value).toBe('string');
  });
});
