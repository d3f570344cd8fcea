import type { Subject, TenantId } from '@rollcall/contracts';
import type { Claim } from '@rollcall/domain';
import { groupNameKeys, userNameKeys, type NameKeys } from '@rollcall/protocol';
import { randomUUID } from 'node:crypto';
import type { TenantState, View } from '../../event-log/port/event-log';
import type { Found, Resources } from '../../event-log/resources/resources';

/** What each kind of name is compared by. */
export const KEYS: Readonly<Record<Claim['kind'], (name: string) => NameKeys>> = {
  userName: userNameKeys,
  groupName: groupNameKeys,
};

/** What a name is found by: as the former folding has it first, which is how old names are held. */
export const claimsOn = (kind: Claim['kind'], name: string): readonly Claim[] =>
  KEYS[kind](name).map((key) => ({ kind, ...key }));

/** Whether two names are equal by the former folding: then the claim stays as it is. */
export const isSameName = (kind: Claim['kind'], one: string, other: string): boolean =>
  one === other || KEYS[kind](one)[0].value === KEYS[kind](other)[0].value;

/**
 * Of the claims on the name of a live resource those that it has. All of them, unless it was named
 * before the newest folding and another one was first with the name as that one has it.
 */
export const heldOf = async (
  view: View,
  subject: Subject,
  claims: readonly Claim[],
): Promise<readonly Claim[]> => {
  if (claims.length < 2) return claims;
  const found: Claim[] = [];
  for (const claim of claims) if ((await view.holder(claim)) === subject) found.push(claim);
  return found;
};

/** The actor of events that fold names again. */
export const refolding = (): { id: string; actor: string; correlationId: string } => {
  const id = randomUUID();
  return { id, actor: 'rollcall:refolding', correlationId: id };
};

/**
 * The live resource of a name. A name that none may have now is found if one from before has it. The
 * position is that of the first look: the answer contains everything up to it.
 */
export const holderOf = async (
  resources: Resources,
  tenantId: TenantId,
  profile: TenantState['profile'],
  kind: Claim['kind'],
  name: string,
): Promise<Found> => {
  let first: Found | undefined;
  for (const claim of claimsOn(kind, name)) {
    const found = await resources.holder(tenantId, profile, claim);
    first ??= found;
    if (found.readings.length > 0) return { ...found, position: first.position };
  }
  return first ?? { readings: [], position: 0 };
};
