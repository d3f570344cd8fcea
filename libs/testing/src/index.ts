export { comparedRows } from './compared-rows';
export {
  engines,
  freshDatabase,
  freshGeneration,
  unique,
  type Engines,
  type FreshDatabase,
} from './engines';
export { eventually, type Patience } from './eventually';
export { foundText } from './found-text';
export { flat, growthOf, MOST_GROWTH, row, withoutRow, type Row } from './growth';
export { functionsOfRequests } from './imported';
export { given, type Deciding, type Decision } from './given';
export { expectGolden } from './golden';
export { Outside } from './outside';
export { forEach, list, run, TEXTS, type Texts } from './worst';
