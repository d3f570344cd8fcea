import { compile } from '@fastify/proxy-addr';
import { sourceOf } from './source';
import type { GatewayConfig } from '../config/gateway-config';
import { RequestBounds } from './bound-requests';
import { Load } from './load';
import type { LoadMetrics } from '../metrics/load-metrics';
import { Sockets } from './sockets';

/** What keeps callers from taking a whole gateway: connections, bodies under way, unread answers. */
export interface Bounds {
  readonly sockets: Sockets;
  readonly requests: RequestBounds;
}

export const boundsOf = (
  {
    MAX_CONNECTIONS,
    MAX_CONNECTIONS_PER_SOURCE,
    TRUSTED_PROXIES,
  }: Pick<GatewayConfig, 'MAX_CONNECTIONS' | 'MAX_CONNECTIONS_PER_SOURCE' | 'TRUSTED_PROXIES'>,
  metrics: LoadMetrics,
): Bounds => {
  const load = new Load();
  const trusts = compile(TRUSTED_PROXIES?.split(',').map((one) => one.trim()) ?? []);
  const sockets = new Sockets(
    { ofAll: MAX_CONNECTIONS, ofSource: MAX_CONNECTIONS_PER_SOURCE },
    (address) => (address !== '' && trusts(address, 0) ? undefined : sourceOf(address)),
    (how) => metrics.closed(how),
  );
  metrics.watch({
    connections: () => sockets.open,
    bodyBytes: () => load.bodyBytes,
    unreadBytes: () => load.unread,
  });
  return { sockets, requests: new RequestBounds(load, (bound) => metrics.refused(bound)) };
};
