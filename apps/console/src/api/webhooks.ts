import { ask, query } from './ask';
import type {
  Delivery,
  EndpointDetails,
  Endpoints,
  EndpointTest,
  NewEndpoint,
} from './operator-views';

const at = (name: string, more = ''): string => `/webhooks/${encodeURIComponent(name)}${more}`;

export interface WantedEndpoint {
  readonly name: string;
  readonly url: string;
  readonly tenantId?: string;
  readonly types?: readonly string[];
  readonly from: 'now' | 'start';
}

/** Endpoints of webhooks. */
export const webhooks = {
  list: () => ask<Endpoints>('GET', '/webhooks'),
  create: (wanted: WantedEndpoint) => ask<NewEndpoint>('POST', '/webhooks', wanted),
  read: (name: string) => ask<EndpointDetails>('GET', at(name)),
  pause: (name: string, paused: boolean) => ask<EndpointDetails>('PATCH', at(name), { paused }),
  remove: (name: string) => ask<void>('DELETE', at(name)),
  replaceSecret: (name: string) => ask<NewEndpoint>('POST', at(name, '/secrets')),
  test: (name: string) => ask<EndpointTest>('POST', at(name, '/test')),
  redrive: (name: string, tenantId?: string) =>
    ask<{ redriven: number }>('POST', at(name, '/redrive'), tenantId ? { tenantId } : {}),
  replay: (name: string, tenantId: string, from: number) =>
    ask<void>('POST', at(name, '/replay'), { tenantId, from }),
  deliveries: (name: string, filter: { failed: boolean; before?: number; count: number }) =>
    ask<{ deliveries: readonly Delivery[] }>(
      'GET',
      at(name, '/deliveries') +
        query({
          failed: filter.failed ? 'true' : null,
          before: filter.before,
          count: filter.count,
        }),
    ),
};
