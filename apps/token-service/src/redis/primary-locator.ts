import { ConfigError } from '@rollcall/platform';
import { isIPv6 } from 'node:net';
import type { TokenConfig } from '../config/token-config';
import {
  clientOf,
  FirstThatAnswers,
  type Certificate,
  type Introduction,
  type RedisNode,
} from './failover-client';
import { MARKER } from './scripts/script';

export type RedisConfig = Pick<
  TokenConfig,
  | 'REDIS_MODE'
  | 'REDIS_URL'
  | 'REDIS_NODES'
  | 'REDIS_PRIMARY'
  | 'REDIS_TLS'
  | 'REDIS_TLS_CERT'
  | 'REDIS_TLS_KEY'
  | 'REDIS_USERNAME'
  | 'REDIS_PASSWORD'
  | 'REDIS_SENTINEL_USERNAME'
  | 'REDIS_SENTINEL_PASSWORD'
>;

type Secure = Certificate & { readonly tls: true };

/** Where the primary is: what the client is told, and a name to tell two places apart. */
export interface Spot {
  readonly at: string;
  readonly client: { readonly url: string; readonly socket?: Secure } | ReturnType<typeof clientOf>;
}

/** Who knows where the primary of the token store is. */
export interface RedisPlace {
  /** It may be elsewhere a moment later: then it is looked for again while one is connected. */
  readonly moves: boolean;
  /** Rejects while nobody knows. */
  find(): Promise<Spot>;
  close(): void;
}

/** `host:port`; an address of IP version 6 stands in brackets. Throws ConfigError. */
export const nodeOf = (text: string): RedisNode => {
  const end = text.lastIndexOf(':');
  const [name, port] = [text.slice(0, end), Number(text.slice(end + 1))];
  const host = name.replace(/^\[(.*)\]$/, '$1');
  if ((host === name || isIPv6(host)) && port >= 1 && port <= 65_535) return { host, port };
  throw new ConfigError([`REDIS_NODES must be host:port; ${text} is not`]);
};

const certificateOf = ({ REDIS_TLS_CERT: cert, REDIS_TLS_KEY: key }: RedisConfig) =>
  cert === undefined || key === undefined ? undefined : { cert, key };

const introduced = (config: RedisConfig, username?: string, password?: string): Introduction => {
  const certificate = certificateOf(config);
  return {
    tls: config.REDIS_TLS,
    ...(certificate === undefined ? {} : { certificate }),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  };
};

const spotOf = (node: RedisNode, introduction: Introduction): Spot => ({
  at: `${node.host}:${node.port}`,
  client: clientOf(node, introduction),
});

/** What each mode asks, and of whom. */
interface Asked {
  readonly of: Introduction;
  readonly command: readonly string[];
  readonly read: (reply: unknown, node: RedisNode) => RedisNode | undefined;
}

const sentinel = (config: RedisConfig): Asked => ({
  of: introduced(config, config.REDIS_SENTINEL_USERNAME, config.REDIS_SENTINEL_PASSWORD),
  command: ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', config.REDIS_PRIMARY],
  read: (reply) => {
    const [host, port] = (reply ?? []) as readonly string[];
    return host && port ? { host, port: Number(port) } : undefined;
  },
});

/** CRC-16 (XMODEM) of the hash tag: the slot that every key of the token store is in. */
export const slotOf = (key: string): number => {
  const open = key.indexOf('{');
  const close = key.indexOf('}', open + 1);
  const tag = open >= 0 && close > open + 1 ? key.slice(open + 1, close) : key;
  let crc = 0;
  for (const byte of Buffer.from(tag)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1)
      crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc % 16_384;
};

type Range = readonly [from: number, to: number, primary: readonly [string | null, number]];

const cluster = (config: RedisConfig): Asked => ({
  of: introduced(config, config.REDIS_USERNAME, config.REDIS_PASSWORD),
  command: ['CLUSTER', 'SLOTS'],
  read: (reply, node) => {
    const slot = slotOf(MARKER);
    const [, , primary] =
      (reply as readonly Range[]).find(([from, to]) => from <= slot && slot <= to) ?? [];
    // A node that does not know its own name answers none: it is the one that was asked.
    return primary && { host: primary[0] || node.host, port: primary[1] };
  },
});

const ASKED = { sentinel, cluster } as const;

/** The place that a configuration names. Throws ConfigError when it names two. */
export const redisPlace = (config: RedisConfig, onError: (error: Error) => void): RedisPlace => {
  const { REDIS_MODE, REDIS_URL = '', REDIS_NODES = [], REDIS_TLS } = config;
  const isSecret = REDIS_MODE === 'single' ? REDIS_URL.startsWith('rediss:') : REDIS_TLS;
  if (config.REDIS_TLS_CERT !== undefined && !isSecret)
    throw new ConfigError([
      'REDIS_TLS_CERT needs TLS: set REDIS_URL to rediss://…, or REDIS_TLS=true with REDIS_NODES',
    ]);
  if (REDIS_MODE === 'single') {
    const certificate = certificateOf(config);
    const secure = certificate && { socket: { tls: true as const, ...certificate } };
    const spot: Spot = { at: REDIS_URL, client: { url: REDIS_URL, ...secure } };
    return { moves: false, find: () => Promise.resolve(spot), close: () => undefined };
  }
  if (REDIS_URL !== '')
    throw new ConfigError([
      `REDIS_URL is for REDIS_MODE=single: with ${REDIS_MODE} give REDIS_NODES, REDIS_TLS, REDIS_USERNAME and REDIS_PASSWORD`,
    ]);
  const { of, command, read } = ASKED[REDIS_MODE](config);
  const guides = new FirstThatAnswers(REDIS_NODES.map(nodeOf), of, onError);
  const introduction = introduced(config, config.REDIS_USERNAME, config.REDIS_PASSWORD);
  return {
    moves: true,
    find: async () => spotOf(await guides.ask(command, read), introduction),
    close: () => guides.close(),
  };
};
