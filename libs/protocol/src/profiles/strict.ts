import { externalId } from '../schemas/every-resource';
import type { Attribute } from '../schemas/attribute';
import { userSchema } from '../schemas/user';
import { profile, type Profile } from './profile';

const REQUIRED = new Set(['userName', 'displayName']);
const KEPT = ['userName', 'displayName', 'active'];

const kept = KEPT.map((name): Attribute => {
  const attribute = userSchema.attributes.find((one) => one.name === name) as Attribute;
  return { ...attribute, required: REQUIRED.has(name) };
});

/** Exactly four attributes; whatever else is mapped is refused by name. */
export const strict: Profile = profile(
  'strict',
  { ...userSchema, attributes: [...kept, externalId] },
  [],
  true,
);
