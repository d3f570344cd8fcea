import {
  ifMatchHolds,
  ifNoneMatchHolds,
  parseProjection,
  type Profile,
  type Projection,
} from '@rollcall/protocol';
import type { ScimRequest } from './caller';
import { profileOf } from './profile';
import type { Condition } from './append-command';
import type { ChangeContext } from './resource-type';

const always: Condition = () => true;

/** If-Match and If-None-Match of a write (RFC 9110 §13.1): decided inside the append. */
const conditionOf = ({ headers }: ScimRequest): Condition => {
  const match = headers['if-match'];
  const none = headers['if-none-match'];
  if (match === undefined && none === undefined) return always;
  return (version) =>
    (match === undefined || ifMatchHolds(match, version)) &&
    (none === undefined || ifNoneMatchHolds(none, version));
};

/** What a write to the request's own path asks with. */
export const changeContextOf = (request: ScimRequest): ChangeContext => ({
  caller: request.caller,
  condition: conditionOf(request),
  correlationId: request.id,
});

/** The condition of one operation of a Bulk request: its `version` (RFC 7644 §3.7). */
export const conditionOfVersion = (version: string | undefined): Condition =>
  version === undefined ? always : (now) => ifMatchHolds(version, now);

/** The selection by `attributes` and `excludedAttributes`; undefined without one. */
export const projectionOf = (
  request: ScimRequest,
  profile: Profile = profileOf(request.caller),
): Projection | undefined => parseProjection(request.query, profile);
