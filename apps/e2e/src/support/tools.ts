/* eslint-disable @nx/enforce-module-boundaries -- tools/ belong to no project; this is the one way to them. */
export { dialoguesOf, folder, providers, replay } from '../../../../tools/talk/dialogue.mjs';
export type { Answer } from '../../../../tools/talk/dialogue.mjs';
export { at, differences, wrongs } from '../../../../tools/talk/matching.mjs';
export { speak } from '../../../../tools/talk/speak.mjs';
export { fill, freshVariables } from '../../../../tools/talk/variables.mjs';
export { document as conformanceDocument, faults } from '../../../../tools/conformance-docs.mjs';
export { familyOf, metricsOf } from '../../../../tools/ops/promql.mjs';
