// Kafka's users and what each may do, from k8s/kafka/rights.json: the commands that grant it, and the
// resources of Strimzi's operator. `npm run docs` writes both files beside it.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (file) => fileURLToPath(new URL(`../../k8s/kafka/${file}`, import.meta.url));

/** By user. Names of topics and groups are prefixes: generations and instances differ behind them. */
export const RIGHTS = JSON.parse(fs.readFileSync(at('rights.json'), 'utf8'));

/** `{ type, name, pattern, operations }` of each thing that a user has a right to. */
export const grantsOf = ({ topics, groups, describesGroups = false }) => [
  ...Object.entries(topics).map(([name, operations]) => ({
    ...{ type: 'topic', name, pattern: 'prefix', operations },
  })),
  ...groups.map((name) => ({ type: 'group', name, pattern: 'prefix', operations: ['Read'] })),
  ...(describesGroups
    ? [{ type: 'group', name: '*', pattern: 'literal', operations: ['Describe'] }]
    : []),
];

const command = (user, { type, name, pattern, operations }) =>
  [
    'kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add',
    `--allow-principal "User:${user}"`,
    ...operations.map((one) => `--operation ${one}`),
    `--${type} '${name}'`,
    ...(pattern === 'prefix' ? ['--resource-pattern-type prefixed'] : []),
  ].join(' \\\n  ');

export const commands = () =>
  `#!/bin/sh
# Made from rights.json. Each user needs a password or a certificate of your own making, and the
# cluster an authorizer: authorizer.class.name, allow.everyone.if.no.acl.found=false.
set -eu
: "\${BOOTSTRAP:?host:port of a broker}" "\${ADMIN:?a file with what kafka-acls.sh proves itself by}"
${Object.entries(RIGHTS)
  .map(
    ([user, rights]) =>
      `\n# ${rights.says}\n${grantsOf(rights)
        .map((grant) => command(user, grant))
        .join('\n')}`,
  )
  .join('\n')}
`;

const acl = ({ type, name, pattern, operations }) =>
  `      - resource: { type: ${type}, name: '${name}', patternType: ${pattern} }
        operations: [${operations.join(', ')}]`;

export const users = () =>
  `# Made from rights.json: Kafka's users for Strimzi's operator. The label names your cluster.
${Object.entries(RIGHTS)
  .map(
    ([user, rights]) => `---
# ${rights.says}
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaUser
metadata:
  name: ${user}
  labels: { strimzi.io/cluster: kafka }
spec:
  authentication: { type: scram-sha-512 }
  authorization:
    type: simple
    acls:
${grantsOf(rights).map(acl).join('\n')}`,
  )
  .join('\n')}
`;

export const FILES = { 'kafka-acls.sh': commands, 'users.yaml': users };

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [file, make] of Object.entries(FILES)) fs.writeFileSync(at(file), make());
