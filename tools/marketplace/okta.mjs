import { crudTests } from './okta-crud.mjs';
import { specTests } from './okta-spec.mjs';

/**
 * Okta's two collections for the integration network.
 * @returns {readonly import('./played.mjs').MarketTest[]}
 */
export const oktaTests = () => [...specTests(), ...crudTests()];

/** Every required step passed. @param {readonly import('./played.mjs').Result[]} results */
export const oktaAdmits = (results) => results.every(({ verdict }) => verdict !== 'FAILED');
