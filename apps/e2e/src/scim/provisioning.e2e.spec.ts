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

  for (const suite of [
    dialogues,
    dialects,
    conformanceSchema,
    conformanceDiscovery,
    conformanceExact,
    conformanceChange,
    conformancePatch,
    conformanceQuery,
    conformanceSearch,
    conformanceCursor,
    conformanceBulk,
    conformanceInterop,
    conformanceTypes,
    conformanceIpsie,
    examples,
    leavers,
    model,
    profiles,
    versions,
    groups,
    groupLists,
    directoryGroups,
    nesting,
    heavyPages,
    refusals,
    isolation,
    uniqueness,
    names,
    rebuild,
    requestLog,
    rotation,
    connection,
  ])
    suite(() => stack);
});
