import {
  anything,
  flag,
  fraction,
  list,
  object,
  oneOf,
  orNull,
  page,
  text,
  time,
  whole,
} from './shapes';
import type { TypeOf } from './shapes';

const heldTenant = object({ tenantId: text, by: oneOf('relay', 'directory'), reason: text });
/** A tenant that waits for somebody to look, and where. */
export type HeldTenant = TypeOf<typeof heldTenant>;

export const heldTenants = object({ holds: list(heldTenant) });

export const redriven = object({
  tenantId: text,
  relay: oneOf('redriven', 'not held'),
  directory: oneOf('redriven', 'not held', 'held again', 'unavailable'),
});
export type Redriven = TypeOf<typeof redriven>;

const subscriptionView = object({
  name: text,
  kind: oneOf('kit', 'feed', 'webhook'),
  client: orNull(text),
  tenants: orNull(list(text)),
  firstSeen: time,
  lastSeen: time,
  tenantsBehind: whole,
  oldestUnacknowledgedDeactivationSeconds: orNull(fraction),
  heldTenants: whole,
  halted: list(object({ tenantId: text, since: time, reason: text, waiting: flag })),
});
/** `isConfigured` is false without `DELIVERY_URL`. */
export const subscriptionList = object({
  isConfigured: flag,
  subscriptions: list(subscriptionView),
});
export type SubscriptionList = TypeOf<typeof subscriptionList>;

const actView = object({
  id: text,
  at: time,
  type: text,
  actor: text,
  tenantId: orNull(text),
  source: orNull(text),
  correlationId: text,
  data: anything,
});
export type ActView = TypeOf<typeof actView>;

export const actPage = page({ acts: list(actView) });

export const dialectView = object({
  strictness: oneOf('tolerant', 'interop'),
  quirks: list(
    object({
      name: text,
      provider: text,
      says: text,
      on: flag,
      count: whole,
      lastAt: orNull(time),
    }),
  ),
});
export type DialectView = TypeOf<typeof dialectView>;

const nameView = object({
  kind: oneOf('userName', 'groupName'),
  id: text,
  name: text,
  /** Why it is here. */
  says: text,
  /** Who else has it, or what it looks like. */
  meetsId: orNull(text),
  meetsName: orNull(text),
});
export type NameView = TypeOf<typeof nameView>;

export const namesPage = page({ names: list(nameView) });
export type NamesPage = TypeOf<typeof namesPage>;

export const erasureView = object({
  subject: text,
  position: whole,
  askedAt: time,
  askedBy: text,
  steps: list(text),
  doneAt: orNull(time),
  /** Generations of the topic that may still tell what was erased. */
  toldIn: list(whole),
  /** Live users and groups that still say a name of the person. */
  namedIn: list(text),
  /** What is to be done next, for a person. */
  says: text,
});
export type ErasureView = TypeOf<typeof erasureView>;

export const erasureList = object({ erasures: list(erasureView) });
