import { profiles } from '@rollcall/protocol';
import type { ProfileName } from '../api/views';

export interface AttributeLine {
  readonly name: string;
  readonly required: boolean;
}

/** What a tenant accepts, from the schema data: required ones first, read-only ones left out. */
export const attributesOf = (profileName: ProfileName): readonly AttributeLine[] => {
  const { core, extensions, attributes } = profiles[profileName];
  const own = core.attributes.some(({ name }) => name === 'externalId')
    ? core.attributes
    : [...core.attributes, attributes.get('externalid') as (typeof core.attributes)[number]];
  const lines = own
    .filter(({ mutability }) => mutability !== 'readOnly')
    .map(({ name, required }) => ({ name, required }));
  const extended = extensions.flatMap(({ id, attributes: some }) =>
    some.map(({ name, required }) => ({ name: `${id}:${name}`, required })),
  );
  return [...lines, ...extended].sort((a, b) => Number(b.required) - Number(a.required));
};

/** The last name of an attribute, by which its meaning is written in the texts. */
export const shortName = (name: string): string => name.slice(name.lastIndexOf(':') + 1);
