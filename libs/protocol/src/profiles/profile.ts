import { externalId, id, meta, schemas } from '../schemas/every-resource';
import type { Attribute, Schema } from '../schemas/attribute';

/** Which attributes a tenant accepts, of its users or of its groups. */
export interface Profile {
  readonly name: 'strict' | 'full';
  /** `User` or `Group`. */
  readonly resourceType: string;
  /** Where such resources are, under the base URL: `Users`. */
  readonly endpoint: string;
  readonly core: Schema;
  readonly extensions: readonly Schema[];
  /** By name in lower case: the core schema's and the common ones. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** Extensions by URN in lower case, each with its attributes by name in lower case. */
  readonly byUrn: ReadonlyMap<string, Extension>;
  /** Names in lower case that are read-only in SCIM: accepted from providers and ignored. */
  readonly ignored: ReadonlySet<string>;
  readonly required: readonly Attribute[];
  /** Names of the stored attributes that answers show: not `password`. */
  readonly shown: ReadonlySet<string>;
  /** userName must be an e-mail address. */
  readonly userNameIsEmail: boolean;
}

export interface Extension {
  readonly urn: string;
  readonly attributes: ReadonlyMap<string, Attribute>;
}

export const byName = (attributes: readonly Attribute[]): ReadonlyMap<string, Attribute> =>
  new Map(attributes.map((attribute) => [attribute.name.toLowerCase(), attribute]));

const maps = new WeakMap<Attribute, ReadonlyMap<string, Attribute>>();

/** Sub-attributes by name in lower case. */
export const subAttributesOf = (attribute: Attribute): ReadonlyMap<string, Attribute> => {
  const known = maps.get(attribute);
  if (known) return known;
  const made = byName(attribute.subAttributes ?? []);
  maps.set(attribute, made);
  return made;
};

export const profile = (
  name: Profile['name'],
  core: Schema,
  extensions: readonly Schema[],
  userNameIsEmail: boolean,
): Profile => {
  const own = core.attributes.filter((attribute) => attribute.name !== 'externalId');
  const attributes = byName([id, externalId, schemas, meta, ...own]);
  return {
    name,
    resourceType: core.name,
    endpoint: `${core.name}s`,
    core,
    extensions,
    attributes,
    byUrn: new Map(
      extensions.map(({ id: urn, attributes: some }) => [
        urn.toLowerCase(),
        { urn, attributes: byName(some) },
      ]),
    ),
    ignored: new Set(['id', 'schemas', 'meta', ...(core.name === 'User' ? ['groups'] : [])]),
    required: own.filter(({ required }) => required),
    shown: new Set(
      [externalId, ...own]
        .filter(({ returned }) => returned !== 'never')
        .map(({ name: one }) => one),
    ),
    userNameIsEmail,
  };
};
