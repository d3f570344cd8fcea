/** A person and what a PATCH makes of her, for the specs of PATCH. */
import { ScimError } from '../errors';
import { full } from '../profiles/full';
import type { Profile } from '../profiles/profile';
import { applyQuirks } from '../quirks/index';
import type { Attributes } from '../value';
import { applyPatch } from './apply';
import { parsePatch } from './operation';

export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const jo: Attributes = {
  userName: 'jo@example.com',
  displayName: 'Jo',
  active: true,
  emails: [{ value: 'jo@work.test', type: 'work', primary: true }],
};

export const patched = (
  operations: unknown,
  profile: Profile = full,
  from: Attributes = jo,
): Attributes => {
  const { body } = applyQuirks({
    method: 'PATCH',
    path: '/Users/1',
    body: { Operations: operations },
  });
  return applyPatch(profile, from, parsePatch(profile, body));
};
export const refusal = (operations: unknown, profile: Profile = full): string => {
  try {
    patched(operations, profile);
  } catch (error) {
    if (error instanceof ScimError) return `${error.scimType}: ${error.detail}`;
    throw error;
  }
  return 'accepted';
};
