import { Injectable } from '@nestjs/common';
import { compile } from '@fastify/proxy-addr';
import { sourceOf } from './source';
import { GatewayConfig } from '../config/gateway-config';
import { RequestBounds } from './bound-requests';
import { Load } from './load';
import { GatewayMetrics } from '../metrics/gateway-metrics';
import { Sockets } from './sockets';

/** What keeps callers from taking a whole gateway: connections, bodies under way, unread answers. */
@Injectable()
export class Bounds {
  readonly sockets: Sockets;
  readonly requests: RequestBounds;

  constructor(config: GatewayConfig, { load: metrics }: GatewayMetrics) {
    const load = new Load();
    const trusts = compile(config.TRUSTED_PROXIES?.split(',').map((one) => one.trim()) ?? []);
    const sockets = new Sockets(
      { ofAll: config.MAX_CONNECTIONS, ofSource: config.MAX_CONNECTIONS_PER_SOURCE },
      (address) => (address !== '' && trusts(address, 0) ? undefined : sourceOf(address)),
      (how) => metrics.closed(how),
    );
    metrics.watch({
      connections: () => sockets.open,
      bodyBytes: () => load.bodyBytes,
      unreadBytes: () => load.unread,
    });
    this.sockets = sockets;
    this.requests = new RequestBounds(load, (bound) => metrics.refused(bound));
  }
}
