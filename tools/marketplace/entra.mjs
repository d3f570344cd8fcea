import { credentialTests } from './entra-credentials.mjs';
import { directTests } from './entra-direct.mjs';
import { groupTests } from './entra-groups.mjs';
import { userTests } from './entra-users.mjs';

/**
 * The 25 tests of Microsoft's validation of gallery apps (AzureAD/SCIMReferenceCode,
 * SCIM-Validation-Test-Overview.md). The engine is played: the tests send what it sends.
 * @param {import('./entra-credentials.mjs').Credentials} credentials
 */
export const entraTests = (credentials) => [
  ...userTests,
  ...groupTests,
  ...directTests,
  ...credentialTests(credentials),
];

/**
 * Every mandatory test passed or was skipped, and one of the two ways to prove who calls passed.
 * @param {readonly import('./played.mjs').Result[]} results
 */
export const entraAdmits = (results) =>
  results.every(({ verdict, part }) => verdict !== 'FAILED' || part === 'credentials') &&
  results.some(({ verdict, part }) => verdict === 'PASSED' && part === 'credentials');
