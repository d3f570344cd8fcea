import { conformanceBulk } from './conformance/bulk.suite';
import { conformanceChange } from './conformance/change.suite';
import { conformanceCursor } from './conformance/cursor.suite';
import { conformanceDiscovery } from './conformance/discovery.suite';
import { conformanceExact } from './conformance/exact.suite';
import { conformanceInterop } from './conformance/interop.suite';
import { conformanceIpsie } from './conformance/ipsie.suite';
import { conformancePatch } from './conformance/patch.suite';
import { conformanceQuery } from './conformance/query.suite';
import { conformanceSchema } from './conformance/schema.suite';
import { conformanceSearch } from './conformance/search.suite';
import { conformanceTypes } from './conformance/types.suite';
import { connection } from '../admin/connection.suite';
import { dialects } from '../dialogues/dialects.suite';
import { dialogues } from '../dialogues/dialogues.suite';
import { marketplaces } from '../dialogues/marketplaces.suite';
import { directoryDocument } from './directory-document.suite';
import { directoryGroups } from './directory-groups.suite';
import { examples } from './examples.suite';
import { groupLists } from './group-lists.suite';
import { groups } from './groups.suite';
import { heavyPages } from './heavy-pages.suite';
import { isolation } from './isolation.suite';
import { leavers } from './leavers.suite';
import { model } from '../model/model.suite';
import { nesting } from './nesting.suite';
import { profiles } from './profiles.suite';
import { rebuild } from '../events/rebuild.suite';
import { requestLog } from '../admin/request-log.suite';
import { refusals } from './refusals.suite';
import { startStack, type Stack } from '../support/stack';
import { declare } from '../support/suites';
import { federation } from '../tokens/federation.suite';
import { oauthClauses } from '../tokens/oauth-clauses.suite';
import { oauth } from '../tokens/oauth.suite';
import { rotation } from '../tokens/rotation.suite';
import { names } from './names.suite';
import { uniqueness } from './uniqueness.suite';
import { versions } from './versions.suite';

/** What holds while everything runs. One stack for all suites; each has tenants of its own. */
describe('provisioning', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ gateways: 2 });
  });
  afterAll(() => stack?.stop());

  declare<Stack>(
    {
      'dialogues/dialogues': dialogues,
      'dialogues/dialects': dialects,
      'dialogues/marketplaces': marketplaces,
      'scim/conformance/schema': conformanceSchema,
      'scim/conformance/discovery': conformanceDiscovery,
      'scim/conformance/exact': conformanceExact,
      'scim/conformance/change': conformanceChange,
      'scim/conformance/patch': conformancePatch,
      'scim/conformance/query': conformanceQuery,
      'scim/conformance/search': conformanceSearch,
      'scim/conformance/cursor': conformanceCursor,
      'scim/conformance/bulk': conformanceBulk,
      'scim/conformance/interop': conformanceInterop,
      'scim/conformance/types': conformanceTypes,
      'scim/conformance/ipsie': conformanceIpsie,
      'scim/examples': examples,
      'scim/leavers': leavers,
      'model/model': model,
      'scim/profiles': profiles,
      'scim/versions': versions,
      'scim/groups': groups,
      'scim/group-lists': groupLists,
      'scim/directory-document': directoryDocument,
      'scim/directory-groups': directoryGroups,
      'scim/nesting': nesting,
      'scim/heavy-pages': heavyPages,
      'scim/refusals': refusals,
      'scim/isolation': isolation,
      'scim/uniqueness': uniqueness,
      'scim/names': names,
      'events/rebuild': rebuild,
      'admin/request-log': requestLog,
      'tokens/rotation': rotation,
      'tokens/oauth': oauth,
      'tokens/oauth-clauses': oauthClauses,
      'tokens/federation': federation,
      'admin/connection': connection,
    },
    () => stack,
  );
});
