import type { Attribute } from '@rollcall/protocol';

/** Rows of another table that stand for the values of an attribute. */
export interface RowsPlace {
  readonly kind: 'rows';
  /** `FROM … WHERE …`: the rows of the resource `u`; $1 is the tenant, so that they can be read at once. */
  readonly from: string;
  /** What lists are in the order of. */
  readonly order: string;
  /** SQL of a part of a value, by its name. */
  readonly partOf: (name: string) => string;
  /** The sub-attribute that is meant of each value; undefined: the whole. */
  readonly part: string | undefined;
  readonly attribute: Attribute;
}

/** SQL of the text that stands before an id in an address, by the endpoint. */
export type Address = (endpoint: 'Users' | 'Groups') => string;

type Parts = Readonly<Record<string, (address: Address) => string>>;

const nameOf = (table: string, id: string, of: string): string =>
  `(SELECT x.folded->>'displayName' FROM ${table} x WHERE x.tenant_id = m.tenant_id AND x.${id} = m.${of})`;

const MEMBER: Parts = {
  value: () => 'm.member_id',
  type: () => 'lower(m.type)',
  $ref: (address) =>
    `(CASE m.type WHEN 'User' THEN ${address('Users')} ELSE ${address('Groups')} END || m.member_id)`,
  display: () =>
    `coalesce(${nameOf('users', 'user_id', 'member_id')}, ${nameOf('groups', 'group_id', 'member_id')})`,
};

const GROUP: Parts = {
  value: () => 'm.group_id',
  type: () => `'direct'::text`,
  $ref: (address) => `(${address('Groups')} || m.group_id)`,
  display: () => nameOf('groups', 'group_id', 'group_id'),
};

/** Attributes that are rows, as `Type.attribute`. */
const AS_ROWS: Readonly<Record<string, { own: string; order: string; parts: Parts }>> = {
  'Group.members': { own: 'm.group_id = u.group_id', order: 'm.member_id', parts: MEMBER },
  'User.groups': { own: 'm.member_id = u.user_id', order: 'm.group_id', parts: GROUP },
};

/** Where an attribute is whose values are rows; undefined for any other. */
export const rowsPlace = (
  resourceType: string,
  attribute: Attribute,
  subAttribute: Attribute | undefined,
  address: Address,
): RowsPlace | undefined => {
  const found = AS_ROWS[`${resourceType}.${attribute.name}`];
  return (
    found && {
      kind: 'rows',
      from: `FROM memberships m WHERE m.tenant_id = $1 AND ${found.own}`,
      order: found.order,
      partOf: (name) => found.parts[name]?.(address) ?? 'NULL::text',
      part: subAttribute?.name,
      attribute: subAttribute ?? attribute,
    }
  );
};
