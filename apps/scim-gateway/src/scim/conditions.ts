import {
  ifMatchHolds,
  ifNoneMatchHolds,
  parseProjection,
  type Profile,
  type Projection,
} from '@rollcall/protocol';
import type { ScimRequest } from './caller';
import { profileOf } from './profile';
import type { Condition } from './recording';

const always: Condition = () => true;

/** If-Match and If-None-Match of a write (RFC 9110 §13.1): decided inside the append. */
export const conditionOf = ({ headers }: ScimRequest): Condition => {
  const match = headers['if-match'];
  const none = headers['if-none-match'];
  if (match === undefined && none === undefined) return always;
  return (version) =>
    (match === undefined || ifMatchHolds(match, version)) &&
    (none === undefined || ifNoneMatchHolds(none, version));
};

/** The parts asked for by `attributes` and `excludedAttributes`; undefined when all are. */
export const projectionOf = (
  request: ScimRequest,
  profile: Profile = profileOf(request.caller),
): Projection | undefined => parseProjection(request.query, profile);
