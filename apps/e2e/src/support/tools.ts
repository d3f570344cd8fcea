/* eslint-disable @nx/enforce-module-boundaries -- this is the one door to tools/. */
export { dialoguesOf, folder, providers, replay } from '../../../../tools/dialogue/replay.mjs';
export { provisionPeople } from '../../../../tools/dialogue/people.mjs';
export { WAYS } from '../../../../tools/dialogue/ways.mjs';
export { adminOf as toolsAdminOf } from '../../../../tools/stack/admin.mjs';
export type { Answer } from '../../../../tools/dialogue/replay.mjs';
export { at, differences, wrongs } from '../../../../tools/dialogue/matching.mjs';
export { freePort } from '../../../../tools/engines/run.mjs';
export { speak } from '../../../../tools/dialogue/speak.mjs';
export { fill, freshVariables } from '../../../../tools/dialogue/variables.mjs';
export { document as conformanceDocument, faults } from '../../../../tools/conformance-docs.mjs';
export { helm } from '../../../../tools/ops/tools.mjs';
export { familyOf, metricsOf } from '../../../../tools/ops/promql.mjs';
export {
  FILES as kafkaRightsFiles,
  RIGHTS as kafkaRights,
} from '../../../../tools/ops/kafka-rights.mjs';
export { startDelivery } from '../../../../tools/stack/delivery.mjs';
export { suitesOf } from '../../../../tools/test/suites.mjs';
export { entraAdmits, entraTests } from '../../../../tools/marketplace/entra.mjs';
export { attributeOf, missingOf, valueAt } from '../../../../tools/marketplace/entra-mapping.mjs';
export { existingUser, OKTA_HEADERS } from '../../../../tools/marketplace/okta-requests.mjs';
export { oktaAdmits, oktaTests } from '../../../../tools/marketplace/okta.mjs';
export { must, playedAll, Server } from '../../../../tools/marketplace/played.mjs';
export type { MarketTest, Result } from '../../../../tools/marketplace/played.mjs';
export { html } from '../../../../tools/marketplace/report.mjs';
