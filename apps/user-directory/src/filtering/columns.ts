import {
  resolvePath,
  type Attribute,
  type AttributePath,
  type Profile,
  type Resolved,
} from '@rollcall/protocol';

/** SQL that stands for an attribute: one value, or a list to look through. */
export type Place =
  | { readonly kind: 'value'; readonly sql: string; readonly attribute: Attribute }
  | {
      readonly kind: 'values';
      readonly list: string;
      readonly part: string | undefined;
      readonly attribute: Attribute;
    };

/** Attributes with a column of their own: those that providers match by, and what the server knows. */
const COLUMNS: Readonly<Record<string, string>> = {
  id: 'u.user_id',
  username: 'u.login',
  externalid: 'u.external_id',
  active: 'u.active',
  'meta.created': 'u.created_at',
  'meta.lastmodified': 'u.modified_at',
  'meta.resourcetype': `'User'::text`,
  'meta.version': `('W/"' || u.version || '"')`,
};

// Names come from the schema records, never from the request: they may stand in the text.
const literal = (name: string): string => `'${name.replaceAll("'", "''")}'`;

/** Where an attribute of a whole resource is; undefined when the profile does not have it. */
export const placeOf = (profile: Profile, path: AttributePath): Place | undefined => {
  const resolved = resolvePath(profile, path);
  if (!resolved) return undefined;
  const { attribute, subAttribute, extension } = resolved;
  const record = subAttribute ?? attribute;
  const column = extension === undefined ? COLUMNS[keyOf(resolved)] : undefined;
  if (column !== undefined) return { kind: 'value', sql: column, attribute: record };
  const holder = extension === undefined ? 'u.folded' : `(u.folded->${literal(extension)})`;
  const name = literal(attribute.name);
  if (attribute.multiValued)
    return {
      kind: 'values',
      list: `${holder}->${name}`,
      part: subAttribute?.name ?? (attribute.type === 'complex' ? 'value' : undefined),
      attribute: record,
    };
  const sql = subAttribute
    ? `(${holder}->${name}->>${literal(subAttribute.name)})`
    : `(${holder}->>${name})`;
  return { kind: 'value', sql, attribute: record };
};

const keyOf = ({ attribute, subAttribute }: Resolved): string =>
  `${attribute.name}${subAttribute ? `.${subAttribute.name}` : ''}`.toLowerCase();

/** A part of one value of a list, inside `jsonb_array_elements(…) AS v`. */
export const partOf = (part: string | undefined): string =>
  part === undefined ? `(v.value#>>'{}')` : `(v.value->>${literal(part)})`;
