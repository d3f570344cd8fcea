import { entraBooleans } from './entra-booleans';
import { entraDots } from './entra-dots';
import { entraNoSchemas } from './entra-no-schemas';
import { entraOperations, entraPaths } from './entra-patch';
import { entraManager } from './entra-references';
import { entraRoles } from './entra-roles';
import { entraWrapped } from './entra-wrapped';
import { oktaPassword } from './okta-password';
import { oktaWrapped } from './okta-wrapped';
import { oneloginEmails, oneloginSchemas } from './onelogin';
import type { Quirk, QuirkRequest } from './quirk';

/** Every leniency there is, in the order of application. */
export const quirks: readonly Quirk[] = [
  oneloginSchemas,
  entraNoSchemas,
  oneloginEmails,
  oktaPassword,
  entraOperations,
  entraPaths,
  entraDots,
  oktaWrapped,
  entraWrapped,
  entraManager,
  entraRoles,
  entraBooleans,
];

/** Those that a message can take that is no resource and no PATCH: a Bulk request, a search. */
export const messageQuirks: readonly Quirk[] = [entraNoSchemas];

const NONE: ReadonlySet<string> = new Set();

/**
 * The body in RFC SCIM, and the names of the quirks that it took. `off`: those not to be applied;
 * `among`: those there are for it.
 */
export const applyQuirks = (
  request: QuirkRequest,
  off: ReadonlySet<string> = NONE,
  among: readonly Quirk[] = quirks,
): { readonly body: unknown; readonly applied: readonly string[] } => {
  let { body } = request;
  const applied: string[] = [];
  for (const quirk of among) {
    if (off.has(quirk.name)) continue;
    const next = quirk.rewrite({ ...request, body });
    if (next === body) continue;
    body = next;
    applied.push(quirk.name);
  }
  return { body, applied };
};
