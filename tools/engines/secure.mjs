// TLS before the engines, as production may have it: one certificate that signed itself, for loopback,
// and another that every client must show.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import tls from 'node:tls';
import { grantRights, USERS } from './kafka-users.mjs';
import { run } from './run.mjs';
import { selfSigned } from './self-signed.mjs';

const PASSWORD = 'loopback';

/**
 * @typedef {object} Store
 * @property {string} file the servers' key and certificate, PKCS12
 * @property {string} ca the certificate alone, as PEM
 * @property {{ certificate: string, key: string }} client
 * @property {string} trusted the clients' certificate, PKCS12
 * @property {string} password
 *
 * @typedef {object} Fronts
 * @property {{ KAFKA_BROKERS: string, DATABASE_URL: string, REDIS_URL: string }} env
 * @property {Readonly<Record<string, string>>} everywhere for every process
 * @property {typeof USERS} users who each service is at Kafka
 * @property {() => Promise<unknown>} stop
 */

/** Made by Java's own tool, since Kafka brings Java and Node cannot make certificates. @param {string} dir @returns {Promise<Store>} */
export const keystoreIn = async (dir) => {
  fs.mkdirSync(dir, { recursive: true });
  const file = path.join(dir, 'loopback.p12');
  const ca = path.join(dir, 'loopback.crt');
  const keytool = process.env.JAVA_HOME
    ? path.join(process.env.JAVA_HOME, 'bin/keytool')
    : 'keytool';
  const store = ['-alias', 'loopback', '-keystore', file, '-storepass', PASSWORD];
  if (!fs.existsSync(file))
    await run(keytool, [
      '-genkeypair',
      ...store,
      '-keyalg',
      'EC',
      '-groupname',
      'secp256r1',
      '-storetype',
      'PKCS12',
      '-dname',
      'CN=localhost',
      '-ext',
      'SAN=dns:localhost,ip:127.0.0.1',
      '-validity',
      '30',
    ]);
  if (!fs.existsSync(ca)) await run(keytool, ['-exportcert', '-rfc', ...store, '-file', ca]);
  const client = selfSigned(dir, 'client');
  const trusted = path.join(dir, 'client.p12');
  fs.rmSync(trusted, { force: true });
  const trust = ['-alias', 'client', '-file', client.certificate, '-keystore', trusted];
  await run(keytool, [
    '-importcert',
    '-noprompt',
    ...trust,
    '-storepass',
    PASSWORD,
    '-storetype',
    'PKCS12',
  ]);
  return { file, ca, client, trusted, password: PASSWORD };
};

/**
 * Kafka's side: a listener that asks for a certificate and a password, and where everybody has the
 * rights that were granted; at the plain one, which specs and the broker itself use, all rights.
 * @param {Store} store
 */
export const secureListener = ({ file, trusted, password }) => ({
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'allow.everyone.if.no.acl.found': false,
  'super.users': 'User:ANONYMOUS',
  'listener.name.secure.ssl.client.auth': 'required',
  'listener.name.secure.ssl.truststore.location': trusted,
  'listener.name.secure.ssl.truststore.password': password,
  'listener.name.secure.ssl.truststore.type': 'PKCS12',
  'listener.name.secure.ssl.keystore.location': file,
  'listener.name.secure.ssl.keystore.password': password,
  'listener.name.secure.ssl.keystore.type': 'PKCS12',
  'listener.name.secure.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
  'listener.name.secure.scram-sha-512.sasl.jaas.config':
    'org.apache.kafka.common.security.scram.ScramLoginModule required;',
});

/** @param {import('node:stream').Duplex} one @param {import('node:stream').Duplex} other */
const tie = (one, other) => {
  one.pipe(other).pipe(one);
  one.on('error', () => other.destroy());
  other.on('error', () => one.destroy());
};

const POSTGRES_ASKS = 80_877_103;

/**
 * A port of loopback that speaks TLS, asks for the client's certificate and passes on to `port`.
 * Postgres' clients ask for it in the clear first; a client that does not is turned away.
 * @param {{ port: number, store: Store, postgres?: boolean }} front
 */
const tlsFront = async ({ port, store, postgres = false }) => {
  const options = {
    pfx: fs.readFileSync(store.file),
    passphrase: store.password,
    ca: fs.readFileSync(store.client.certificate),
  };
  const asking = { requestCert: true, rejectUnauthorized: true };
  /** @type {Set<net.Socket>} */
  const open = new Set();
  const kept = (/** @type {net.Socket} */ socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    return socket;
  };
  const pass = (/** @type {net.Socket} */ socket) =>
    tie(socket, kept(net.connect(port, '127.0.0.1')));
  const server = postgres
    ? net.createServer((socket) => {
        kept(socket).on('error', () => undefined);
        socket.once('data', (first) => {
          if (first.length !== 8 || first.readInt32BE(4) !== POSTGRES_ASKS) {
            socket.destroy();
            return;
          }
          socket.write('S');
          const secure = new tls.TLSSocket(socket, {
            isServer: true,
            secureContext: tls.createSecureContext(options),
            ...asking,
          });
          // What a server does of itself: who shows none, or another, is hung up on.
          secure.on('error', () => socket.destroy());
          pass(secure);
        });
      })
    : tls.createServer({ ...options, ...asking }, (socket) => pass(kept(socket)));
  server.on('tlsClientError', () => undefined);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  return {
    port: /** @type {net.AddressInfo} */ (server.address()).port,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
};

/**
 * The same engines at addresses that speak TLS: the environment of services, and what closes them.
 * At Kafka each service is a user of its own.
 * @param {{ kafka: { url: string, secureUrl?: string }, postgres: { url: string }, redis: { url: string }, store: Store }} engines
 * @returns {Promise<Fronts>}
 */
export const secured = async ({ kafka, postgres, redis, store }) => {
  await grantRights(kafka.url);
  const database = new URL(postgres.url);
  const cache = new URL(redis.url);
  const ofDatabase = await tlsFront({ port: Number(database.port), store, postgres: true });
  const ofCache = await tlsFront({ port: Number(cache.port), store });
  database.port = String(ofDatabase.port);
  database.searchParams.set('sslcert', store.client.certificate);
  database.searchParams.set('sslkey', store.client.key);
  database.searchParams.set('sslmode', 'verify-full');
  cache.port = String(ofCache.port);
  return {
    env: {
      KAFKA_BROKERS: kafka.secureUrl ?? '',
      DATABASE_URL: database.href,
      REDIS_URL: cache.href.replace(/^redis:/, 'rediss:'),
    },
    /** For every process: whom to believe, and who it is; at Kafka the operator. */
    everywhere: {
      NODE_EXTRA_CA_CERTS: store.ca,
      KAFKA_TLS: 'true',
      KAFKA_TLS_CERT_FILE: store.client.certificate,
      KAFKA_TLS_KEY_FILE: store.client.key,
      REDIS_TLS_CERT_FILE: store.client.certificate,
      REDIS_TLS_KEY_FILE: store.client.key,
      ...USERS.operator,
    },
    /** For one kind of service: who it is at Kafka. */
    users: USERS,
    stop: () => Promise.all([ofDatabase.close(), ofCache.close()]),
  };
};
