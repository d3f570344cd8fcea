// Kafka's users and what each may do, from k8s/kafka/rights.json: the commands that grant it, and the
// resources of Strimzi's operator. `npm run docs` writes both files next to it.
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Rights
 * @property {string} says
 * @property {Readonly<Record<string, readonly string[]>>} topics operations by prefix
 * @property {readonly string[]} groups
 * @property {boolean} [describesGroups]
 *
 * @typedef {object} Grant
 * @property {'topic' | 'group'} type
 * @property {string} name
 * @property {'literal' | 'prefix'} pattern
 * @property {readonly string[]} operations
 */

const at = (/** @type {string} */ file) =>
  fileURLToPath(new URL(`../../k8s/kafka/${file}`, import.meta.url));

/**
 * By user. Names of topics and groups are prefixes: generations and instances differ behind them.
 * @type {Readonly<Record<string, Rights>>}
 */
export const RIGHTS = JSON.parse(fs.readFileSync(at('rights.json'), 'utf8'));

/**
 * @param {Grant['type']} type
 * @param {string} name
 * @param {readonly string[]} operations
 * @param {Grant['pattern']} [pattern]
 * @returns {Grant}
 */
const grant = (type, name, operations, pattern = 'prefix') => ({ type, name, pattern, operations });

/** Each thing that a user has a right to. @param {Rights} rights @returns {Grant[]} */
export const grantsOf = ({ topics, groups, describesGroups = false }) => [
  ...Object.entries(topics).map(([name, operations]) => grant('topic', name, operations)),
  ...groups.map((name) => grant('group', name, ['Read'])),
  ...(describesGroups ? [grant('group', '*', ['Describe'], 'literal')] : []),
];

/** @param {string} user @param {Grant} grant */
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
        .map((one) => command(user, one))
        .join('\n')}`,
  )
  .join('\n')}
`;

/** @param {Grant} grant */
const acl = ({ type, name, pattern, operations }) =>
  `      - resource: { type: ${type}, name: '${name}', patternType: ${pattern} }
        operations: [${operations.join(', ')}]`;

export const users = () =>
  `# Made from rights.json: Kafka's users for Strimzi's operator. The label names your cluster.
${Object.entries(RIGHTS)
  .map(
    ([user, rights]) => `---
# ${rights.says}
apiVersion: kafka.strimzi.io/v1
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

/** @type {Readonly<Record<string, () => string>>} */
export const FILES = { 'kafka-acls.sh': commands, 'users.yaml': users };

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [file, make] of Object.entries(FILES)) fs.writeFileSync(at(file), make());
