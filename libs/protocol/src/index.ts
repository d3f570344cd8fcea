export {
  discoveryFilterRefused,
  expiredCursor,
  invalidCount,
  invalidCursor,
  ScimError,
  tooMany,
} from './errors';
export { errorCatalogue } from './error-catalogue';
export type { ErrorRow } from './error-catalogue';
export type { AttributeFault, Fault, ScimType } from './errors';
export { isTypedRow } from './rows';
export { LIMITS } from './limits';
export { foldCase } from './case-fold';
export { FOLDING, newestOf } from './names/key';
export type { NameKey, NameKeys } from './names/key';
export { checkGroupName, groupNameKeys } from './names/group-name';
export { checkUserName, mappedUserName, refusedIn, says, userNameKeys } from './names/user-name';
export { parseJson } from './json';
export type { Attribute, Schema } from './schemas/attribute';
export { strict } from './profiles/strict';
export { full, fullGroups } from './profiles/full';
export { groupProfiles, profiles } from './profiles/profiles';
export type { Profile } from './profiles/profile';
export { impersonalParts, personalPaths } from './personal';
export { resolvePath, splitPath } from './path';
export type { AttributePath, Resolved } from './path';
export { parseUser } from './validate';
export { needsAllMembers, memberSteps, membersAfter, idsNamedBy, parseGroup } from './members';
export type { GroupBody, MemberStep, MemberReference } from './members';
export { parsePatch } from './patch/operation';
export type { PatchOperation } from './patch/operation';
export { applyPatch } from './patch/apply';
export type { Filter, FilterValue, Operator } from './filter/ast';
export { compared } from './filter/check';
export { parseFilter } from './filter/parse';
export { printFilter, questionOf } from './filter/print';
export { matches } from './filter/matches';
export { closeRendering, RENDER_VERSION, renderResource } from './render';
export type { Renderable } from './render';
export { etag, ifMatchHolds, ifNoneMatchHolds } from './etag';
export { projectResource, shows } from './present';
export type { Projection } from './present';
export { listResponseText } from './list';
export { parseListQuery, parseProjection } from './query';
export type { ListQuery, Query } from './query';
export { parseSearch } from './search';
export { switchesOff } from './switch-off';
export { filterForEach } from './filter/multi-type';
export { parseBulk } from './bulk/request';
export type { BulkOperation, RefusedOperation } from './bulk/request';
export { planBulk } from './bulk/plan';
export type { Plan, Step } from './bulk/plan';
export { orderOf, Waiting } from './bulk/order';
export { resolved as resolveReferences } from './bulk/references';
export { bulkResponse } from './bulk/response';
export type { BulkResult } from './bulk/response';
export { discovery } from './discovery';
export type { Discovery } from './discovery';
export { applyQuirks, messageQuirks, quirks } from './quirks/index';
export { checkInterop } from './strictness/interop';
export { replaceWhole } from './strictness/interop-replace';
export type { Quirk, QuirkRequest } from './quirks/quirk';
export { readInstant } from './instant';
export type { Attributes, Json } from './value';
