import {
  ifMatchHolds,
  ifNoneMatchHolds,
  parseProjection,
  type Profile,
  type Projection,
} from '@rollcall/protocol';
import type { Condition } from '../users/user-commands';
import type { ScimRequest } from './caller';
import { profileOf } from './profile';

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
export const projectionOf = (request: ScimRequest): Projection | undefined =>
  parseProjection(request.query, profileOf(request.caller) satisfies Profile);
