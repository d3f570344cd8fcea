import { anything, either, flag, list, object, orNull, page, text, time, whole } from './shapes';
import type { TypeOf } from './shapes';

/** `name.givenName`, `emails[type eq "work"].value`: a name, never a value. */
const refusedAttribute = object({ code: text, attribute: text });
export type RefusedAttribute = TypeOf<typeof refusedAttribute>;

export const requestView = object(
  {
    id: text,
    at: time,
    method: text,
    path: text,
    status: whole,
    ms: whole,
    tokenId: text,
    tokenLabel: text,
    resourceId: orNull(text),
    /** What the user or the group is called now; null when it is gone, or in a live view. */
    resourceName: orNull(text),
    test: flag,
    attributes: list(text),
    quirks: list(text),
    scimType: orNull(text),
    detail: orNull(text),
    code: orNull(text),
    attribute: orNull(text),
    /** Every attribute that it was refused for, as a row of a mapping names it, and why. */
    refused: list(refusedAttribute),
    switchOff: flag,
    correlationId: text,
    /** How many it stands for: refusals that say the same within a second are one. */
    count: whole,
  },
  /** `userName` is what a captured body says; `body` is there only while values are captured. */
  { captured: flag, userName: text, query: text, body: anything },
);
/** An entry of the request log as the admin API shows it. */
export type RequestView = TypeOf<typeof requestView>;

export const requestPage = page({
  requests: list(requestView),
  /** Where a search ended for its time before the page was full: older ones may fit, too. */
  lookedTo: orNull(time),
});
export type RequestPage = TypeOf<typeof requestPage>;

export const requestLine = either(requestView, object({ beat: flag }));

/** Somebody who was to be switched off by a request that was refused. */
const stillOn = object({
  userId: text,
  userName: text,
  at: time,
  requestId: orNull(text),
  code: text,
  attribute: orNull(text),
});
export type StillOn = TypeOf<typeof stillOn>;

export const switchOffList = object({ total: whole, people: list(stillOn) });
export type SwitchOffList = TypeOf<typeof switchOffList>;

export const capture = object({ until: orNull(time) });
