import { ConfigError } from '@rollcall/platform';
import { isIPv6 } from 'node:net';
import type { TokenConfig } from '../config/token-config';
import {
  clientOptions,
  FailoverClient,
  type Certificate,
  type RedisCredentials,
  type RedisNode,
} from './failover-client';
import { slotOf } from './hash-slot';
import { MARKER } from './scripts/script';

type Secure = Certificate & { readonly tls: true };

/** Where the primary is: options of the client, and a name that differs for another place. */
export interface RedisEndpoint {
  readonly name: string;
  readonly client:
    | { readonly url: string; readonly socket?: Secure }
    | ReturnType<typeof clientOptions>;
}

/** Knows where the primary of the token store is. */
export abstract class PrimaryLocator {
  /** Whether the primary may move: a link then looks it up again while it is connected. */
  abstract readonly moves: boolean;
  /** Rejects while no node knows. */
  abstract find(): Promise<RedisEndpoint>;
  abstract close(): void;
}

/** `host:port`; an address of IP version 6 stands in brackets. Throws ConfigError. */
export const nodeOf = (text: string): RedisNode => {
  const end = text.lastIndexOf(':');
  const [name, port] = [text.slice(0, end), Number(text.slice(end + 1))];
  const host = name.replace(/^\[(.*)\]$/, '$1');
  if ((host === name || isIPv6(host)) && port >= 1 && port <= 65_535) return { host, port };
  throw new ConfigError([`REDIS_NODES must be host:port; ${text} is not`]);
};

const certificateOf = ({ REDIS_TLS_CERT: cert, REDIS_TLS_KEY: key }: TokenConfig) =>
  cert === undefined || key === undefined ? undefined : { cert, key };

const credentialsOf = (
  config: TokenConfig,
  username?: string,
  password?: string,
): RedisCredentials => {
  const certificate = certificateOf(config);
  return {
    tls: config.REDIS_TLS,
    ...(certificate === undefined ? {} : { certificate }),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
};

/** What a mode sends to find the primary, and to whom. */
interface LookUp {
  readonly credentials: RedisCredentials;
  readonly command: readonly string[];
  readonly read: (reply: unknown, node: RedisNode) => RedisNode | undefined;
}

const sentinel = (config: TokenConfig): LookUp => ({
  credentials: credentialsOf(
    config,
    config.REDIS_SENTINEL_USERNAME,
    config.REDIS_SENTINEL_PASSWORD,
  ),
  command: ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', config.REDIS_PRIMARY],
  read: (reply) => {
    const [host, port] = (reply ?? []) as readonly string[];
    return host && port ? { host, port: Number(port) } : undefined;
  },
});

type Range = readonly [from: number, to: number, primary: readonly [string | null, number]];

const cluster = (config: TokenConfig): LookUp => ({
  credentials: credentialsOf(config, config.REDIS_USERNAME, config.REDIS_PASSWORD),
  command: ['CLUSTER', 'SLOTS'],
  read: (reply, node) => {
    const slot = slotOf(MARKER);
    const [, , primary] =
      (reply as readonly Range[]).find(([from, to]) => from <= slot && slot <= to) ?? [];
    // A node that does not know its own name gives none: it is the one that replied.
    return primary && { host: primary[0] || node.host, port: primary[1] };
  },
});

const LOOK_UPS = { sentinel, cluster } as const;

/** The locator of a configuration. Throws ConfigError when settings contradict each other. */
export const locatorOf = (config: TokenConfig, onError: (error: Error) => void): PrimaryLocator => {
  const { REDIS_MODE, REDIS_URL = '', REDIS_NODES = [], REDIS_TLS } = config;
  const isSecure = REDIS_MODE === 'single' ? REDIS_URL.startsWith('rediss:') : REDIS_TLS;
  if (config.REDIS_TLS_CERT !== undefined && !isSecure)
    throw new ConfigError([
      'REDIS_TLS_CERT needs TLS: set REDIS_URL to rediss://…, or REDIS_TLS=true with REDIS_NODES',
    ]);
  if (REDIS_MODE === 'single') {
    const certificate = certificateOf(config);
    const secure = certificate && { socket: { tls: true as const, ...certificate } };
    const endpoint = { name: REDIS_URL, client: { url: REDIS_URL, ...secure } };
    return { moves: false, find: () => Promise.resolve(endpoint), close: () => undefined };
  }
  if (REDIS_URL !== '')
    throw new ConfigError([
      `REDIS_URL is for REDIS_MODE=single: with ${REDIS_MODE} give REDIS_NODES, REDIS_TLS, REDIS_USERNAME and REDIS_PASSWORD`,
    ]);
  const { credentials, command, read } = LOOK_UPS[REDIS_MODE](config);
  const nodes = new FailoverClient(REDIS_NODES.map(nodeOf), credentials, onError);
  const ofPrimary = credentialsOf(config, config.REDIS_USERNAME, config.REDIS_PASSWORD);
  return {
    moves: true,
    find: async () => {
      const node = await nodes.send(command, read);
      return { name: `${node.host}:${node.port}`, client: clientOptions(node, ofPrimary) };
    },
    close: () => nodes.close(),
  };
};
