import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InternalClient, keysOf } from '@rollcall/platform';
import { GatewayConfig } from '../config/gateway-config';

export const TOKEN_SERVICE = Symbol('TokenService');
export const DIRECTORY = Symbol('Directory');
/** Undefined where no event-delivery is configured. */
export const DELIVERY = Symbol('Delivery');

const DEADLINE_MS = 5_000;
/** Many times what a directory lets one tenant have in work and waiting: nobody takes them all. */
const LISTS_AT_ONCE = 256;

/** The services that the gateway calls over HTTP. */
@Injectable()
export class Neighbours implements OnApplicationShutdown {
  readonly tokens: InternalClient;
  readonly directory: InternalClient;
  readonly delivery: InternalClient | undefined;

  constructor(config: GatewayConfig) {
    this.tokens = new InternalClient({
      service: 'token-service',
      baseUrl: config.TOKEN_SERVICE_URL,
      key: keysOf(config, 'TOKEN_SERVICE_KEYS')[0] as string,
      deadlineMs: DEADLINE_MS,
    });
    this.directory = new InternalClient({
      service: 'user-directory',
      baseUrl: config.DIRECTORY_URL,
      key: keysOf(config, 'DIRECTORY_KEYS')[0] as string,
      deadlineMs: DEADLINE_MS,
      sockets: LISTS_AT_ONCE,
    });
    const { DELIVERY_URL: baseUrl } = config;
    const [key = ''] = keysOf(config, 'INTERNAL_KEYS');
    this.delivery =
      baseUrl === undefined
        ? undefined
        : new InternalClient({ service: 'event-delivery', baseUrl, key, deadlineMs: DEADLINE_MS });
  }

  onApplicationShutdown(): void {
    this.tokens.close();
    this.directory.close();
    this.delivery?.close();
  }
}
