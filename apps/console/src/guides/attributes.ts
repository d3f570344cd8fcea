import { groupProfiles, profiles, type Profile } from '@rollcall/protocol';
import type { ProfileName } from '../api/views';

export interface AttributeLine {
  readonly name: string;
  readonly required: boolean;
  /** Its meaning in English, from the schema: for an attribute without a text of its own. */
  readonly description: string;
}

/**
 * RFC 7643 makes `active` optional, and a user without it is active. A provider that never sends it
 * cannot deactivate users: the person who sets the connection up must map it.
 */
const MUST_BE_MAPPED: ReadonlySet<string> = new Set(['active']);

/** Required ones first, read-only ones left out. */
const linesOf = ({ core, extensions, attributes }: Profile): readonly AttributeLine[] => {
  const own = core.attributes.some(({ name }) => name === 'externalId')
    ? core.attributes
    : [...core.attributes, attributes.get('externalid') as (typeof core.attributes)[number]];
  const lines = own
    .filter(({ mutability }) => mutability !== 'readOnly')
    .map(({ name, required, description }) => ({
      name,
      required: required || MUST_BE_MAPPED.has(name),
      description,
    }));
  const extended = extensions.flatMap(({ id, attributes: some }) =>
    some.map(({ name, required, description }) => ({
      name: `${id}:${name}`,
      required,
      description,
    })),
  );
  return [...lines, ...extended].sort((a, b) => Number(b.required) - Number(a.required));
};

/** The last name of an attribute, by which its meaning is written in the texts. */
export const shortName = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

/** What a tenant accepts of its users, from the schema data. */
export const attributesOf = (profileName: ProfileName): readonly AttributeLine[] =>
  linesOf(profiles[profileName]);

/** What a tenant accepts of its groups; nothing when its profile has none. */
export const groupAttributesOf = (profileName: ProfileName): readonly AttributeLine[] => {
  const profile = groupProfiles[profileName];
  return profile ? linesOf(profile) : [];
};
