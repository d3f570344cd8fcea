import {
  mappedUserName,
  resolvePath,
  type Attribute,
  type AttributePath,
  type Profile,
  type Resolved,
} from '@rollcall/protocol';

import { rowsPlace, type Address, type RowsPlace } from './membership-places';

/** SQL that stands for an attribute: one value, a list to look through, or rows of another table. */
export type Place =
  | RowsPlace
  | {
      readonly kind: 'value';
      readonly sql: string;
      /** The value as jsonb, when it is in the document. */
      readonly json?: string;
      readonly attribute: Attribute;
      /** How else than by its attribute's case rule a text is compared with it. */
      readonly mapped?: (text: string) => string;
    }
  | {
      readonly kind: 'values';
      readonly list: string;
      /** The sub-attribute that is meant of each value; undefined: the whole. */
      readonly part: string | undefined;
      readonly attribute: Attribute;
    };

/** Attributes with a column of their own: those that providers match by, and what the server knows. */
const EVERY: Readonly<Record<string, string>> = {
  externalid: 'u.external_id',
  meta: `'meta'::text`,
  'meta.created': 'u.created_at',
  'meta.lastmodified': 'u.modified_at',
  'meta.version': `('W/"' || u.version || '"')`,
};

const LOGIN = 'u.login';

const COLUMNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  User: {
    ...EVERY,
    id: 'u.user_id',
    username: LOGIN,
    active: 'u.active',
    'meta.resourcetype': `'User'::text`,
  },
  Group: { ...EVERY, id: 'u.group_id', 'meta.resourcetype': `'Group'::text` },
};

// Names come from the schema records, never from the request: they may stand in the text.
const literal = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/** URNs of the schemas that a row has: the core's, and each extension's that holds something. */
const schemasOf = ({ core, extensions }: Profile): string => {
  const some = extensions.map(
    ({ id }) => `CASE WHEN u.folded ? ${literal(id)} THEN ${literal(id)} END`,
  );
  return `to_jsonb(array_remove(ARRAY[${[literal(core.id), ...some].join(', ')}], NULL))`;
};

/**
 * Where an attribute of a whole resource is; undefined when the profile does not have it.
 * `address`: SQL of the text that stands before an id in an address.
 */
export const placeOf = (
  profile: Profile,
  path: AttributePath,
  address: Address,
): Place | undefined => {
  const resolved = resolvePath(profile, path);
  if (!resolved) return undefined;
  const { attribute, subAttribute, extension } = resolved;
  const record = subAttribute ?? attribute;
  const key = extension === undefined ? keyOf(resolved) : '';
  if (key === 'schemas')
    return { kind: 'values', list: schemasOf(profile), part: undefined, attribute: record };
  const columns = COLUMNS[profile.resourceType] ?? EVERY;
  if (key === 'meta.location') {
    const before = address(profile.resourceType === 'Group' ? 'Groups' : 'Users');
    return { kind: 'value', sql: `(${before} || ${columns['id']})`, attribute: record };
  }
  const rows =
    extension === undefined
      ? rowsPlace(profile.resourceType, attribute, subAttribute, address)
      : undefined;
  if (rows) return rows;
  const column = columns[key];
  if (column !== undefined)
    return {
      kind: 'value',
      sql: column,
      attribute: record,
      ...(column === LOGIN ? { mapped: mappedUserName } : {}),
    };
  const holder = extension === undefined ? 'u.folded' : `(u.folded->${literal(extension)})`;
  const name = literal(attribute.name);
  if (attribute.multiValued)
    return {
      kind: 'values',
      list: `${holder}->${name}`,
      part: subAttribute?.name,
      attribute: record,
    };
  const [from, last] = subAttribute
    ? [`${holder}->${name}`, literal(subAttribute.name)]
    : [holder, name];
  return {
    kind: 'value',
    sql: `(${from}->>${last})`,
    json: `(${from}->${last})`,
    attribute: record,
  };
};

const keyOf = ({ attribute, subAttribute }: Resolved): string =>
  `${attribute.name}${subAttribute ? `.${subAttribute.name}` : ''}`.toLowerCase();

/** A sub-attribute of a complex value as text. */
export const subOf = (json: string, sub: string): string => `(${json}->>${literal(sub)})`;

/** A part of one value of a list, inside `jsonb_array_elements(…) AS v`. */
export const partOf = (part: string | undefined): string =>
  part === undefined ? `(v.value#>>'{}')` : subOf('v.value', part);
