import { InternalClient } from '@rollcall/platform';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GatewayConfig } from '../config/gateway-config';
import type { Ground } from './acting.fixture';
import { DeliveryService } from './delivery-service';
import type { Doing } from './doings.fixture';
import { EndpointsController } from './endpoints.controller';
import { SubscriptionsController } from './subscriptions.controller';

/** The changes that event-delivery was sent last. */
export const changes: string[] = [];

/** Calls `act` with an event-delivery that has what `has` says, and accepts each change. */
const withDelivery = async (
  has: (path: string) => object | undefined,
  act: (delivery: DeliveryService) => Promise<unknown>,
): Promise<void> => {
  changes.length = 0;
  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    request.resume();
    if (method !== 'GET') changes.push(`${method} ${url}`);
    const found = method === 'GET' ? has(url) : {};
    response
      .writeHead(found ? 200 : 404)
      .end(JSON.stringify(found ?? { detail: 'No such thing.' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  const client = new InternalClient({ service: 'it', baseUrl, key: 'k', deadlineMs: 5_000 });
  try {
    await act(new DeliveryService(client));
  } finally {
    client.close();
    server.closeAllConnections();
    server.close();
  }
};

const endpoint = { name: 'billing', kind: 'webhook' };
const config = { WEBHOOKS_ANYWHERE: false } as GatewayConfig;
const onEndpoints =
  (
    act: (endpoints: EndpointsController, ground: Ground) => Promise<unknown>,
    has: object | undefined = endpoint,
  ): Doing['does'] =>
  (ground) =>
    withDelivery(
      () => has,
      (delivery) => act(new EndpointsController(delivery, ground.operatorAudit, config), ground),
    );

/** What operators do at event-delivery. */
export const DELIVERY_DOINGS: Readonly<Record<string, Doing>> = {
  'a subscription that is deleted': {
    does: ({ operatorAudit, initiator }) =>
      withDelivery(
        () => ({ name: 'billing', kind: 'kit' }),
        (delivery) =>
          new SubscriptionsController(delivery, operatorAudit).delete('billing', initiator),
      ),
    leaves: 'SubscriptionDeleted',
  },
  'an endpoint that is created': {
    does: ({ operatorAudit, initiator }) =>
      withDelivery(
        () => undefined,
        (delivery) => {
          const wanted = { name: 'billing', url: 'https://hooks.example.com/x' };
          return new EndpointsController(delivery, operatorAudit, config).create(wanted, initiator);
        },
      ),
    leaves: 'EndpointCreated',
  },
  'an endpoint that is changed': {
    does: onEndpoints((endpoints, { initiator }) =>
      endpoints.change('billing', { paused: true }, initiator),
    ),
    leaves: 'EndpointChanged',
  },
  'an endpoint that is deleted': {
    does: onEndpoints((endpoints, { initiator }) => endpoints.delete('billing', initiator)),
    leaves: 'EndpointDeleted',
  },
  'a secret of an endpoint': {
    does: onEndpoints((endpoints, { initiator }) => endpoints.replaceSecret('billing', initiator)),
    leaves: 'EndpointSecretReplaced',
  },
  'an endpoint that is driven on': {
    does: onEndpoints((endpoints, { initiator }) => endpoints.redrive('billing', {}, initiator)),
    leaves: 'EndpointRedriven',
  },
  'events that are sent again': {
    does: onEndpoints((endpoints, { initiator }) =>
      endpoints.replay('billing', { tenantId: 'acme', from: 1 }, initiator),
    ),
    leaves: 'EndpointReplayed',
  },
};
