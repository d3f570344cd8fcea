import { flag, list, object, orNull, text, time, whole, type TypeOf } from './shapes';

const endpoint = {
  name: text,
  url: text,
  /** Null: of all tenants. */
  tenantId: orNull(text),
  /** Null: all types. */
  types: orNull(list(text)),
  batch: whole,
  paused: flag,
  createdAt: time,
  /** Until when requests are signed with the former secret, too; null without one. */
  formerSecretUntil: orNull(time),
  /** Tenants that are held, and that are tried again by themselves. */
  held: whole,
  failing: whole,
};

/** `isConfigured` is false without `DELIVERY_URL`. */
export const endpointList = object({ isConfigured: flag, endpoints: list(object(endpoint)) });
export type EndpointList = TypeOf<typeof endpointList>;

const troubledTenant = object({
  tenantId: text,
  /** The last one that the endpoint accepted. */
  position: whole,
  heldSince: orNull(time),
  failingSince: orNull(time),
  failure: orNull(text),
  tries: whole,
  dueAt: orNull(time),
});

/** With up to 100 tenants that are held or failing, those that are held first. */
const shown = { ...endpoint, troubled: list(troubledTenant) };
export const endpointView = object(shown);
export type EndpointView = TypeOf<typeof endpointView>;

/** The only time that the secret is seen. */
export const createdEndpoint = object({ ...shown, secret: text });
export type CreatedEndpoint = TypeOf<typeof createdEndpoint>;

export const endpointTest = object({
  isAccepted: flag,
  /** Null: there was no answer. */
  status: orNull(whole),
  failure: orNull(text),
  excerpt: orNull(text),
  ms: whole,
});
export type EndpointTest = TypeOf<typeof endpointTest>;

const delivery = object({
  id: whole,
  tenantId: text,
  fromPosition: whole,
  toPosition: whole,
  sentAt: time,
  ms: whole,
  status: orNull(whole),
  failure: orNull(text),
  excerpt: orNull(text),
});
export const deliveryList = object({ deliveries: list(delivery) });
export type DeliveryList = TypeOf<typeof deliveryList>;

export const endpointRedriven = object({ redriven: whole });
export type EndpointRedriven = TypeOf<typeof endpointRedriven>;

export const endpointReplayed = object({ tenantId: text, from: whole });
export type EndpointReplayed = TypeOf<typeof endpointReplayed>;
