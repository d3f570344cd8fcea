// The users of k8s/kafka/rights.json at a broker of this machine, each with those rights and no other.
import kafkajs from 'kafkajs';
import { grantsOf, RIGHTS } from '../ops/kafka-rights.mjs';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, Kafka, logLevel } = kafkajs;

const MECHANISM = 'scram-sha-512';
/** @typedef {import('../ops/kafka-rights.mjs').Grant} Grant */

const TYPES = { topic: AclResourceTypes.TOPIC, group: AclResourceTypes.GROUP };
const PATTERNS = { literal: 3, prefix: 4 };
const named = (/** @type {string} */ operation) =>
  AclOperationTypes[
    /** @type {keyof typeof AclOperationTypes} */ (
      operation.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()
    )
  ];

const passwordOf = (/** @type {string} */ user) => `a secret of ${user}`;

/** What the format of a broker's data takes to know the users. */
export const scramUsers = () =>
  Object.keys(RIGHTS).flatMap((user) => [
    '--add-scram',
    `SCRAM-SHA-512=[name=${user},password=${passwordOf(user)}]`,
  ]);

/** The variables with which a process is a user. @param {string} user */
const envOf = (user) => ({
  KAFKA_SASL_MECHANISM: MECHANISM,
  KAFKA_USERNAME: user,
  KAFKA_PASSWORD: passwordOf(user),
});

/** Who is who on a stack. */
export const USERS = {
  gateway: envOf('rollcall-gateway'),
  directory: envOf('rollcall-directory'),
  token: envOf('rollcall-tokens'),
  operator: envOf('rollcall-operator'),
  subscriber: envOf('rollcall-subscriber'),
  delivery: envOf('rollcall-delivery'),
};

/**
 * Grants the rights of the table, through a listener without authentication.
 * @param {string} broker
 */
export const grantRights = async (broker) => {
  const kafka = new Kafka({ brokers: [broker], clientId: 'rights', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const acl = Object.entries(RIGHTS).flatMap(([user, rights]) =>
    grantsOf(rights).flatMap(({ type, name, pattern, operations }) =>
      operations.map((operation) => ({
        resourceType: TYPES[type],
        resourceName: name,
        resourcePatternType: PATTERNS[pattern],
        principal: `User:${user}`,
        host: '*',
        operation: named(operation),
        permissionType: AclPermissionTypes.ALLOW,
      })),
    ),
  );
  try {
    await admin.createAcls({ acl });
  } finally {
    await admin.disconnect();
  }
};
