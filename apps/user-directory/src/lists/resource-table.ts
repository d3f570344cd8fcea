import { groupProfiles, profiles, type Profile } from '@rollcall/protocol';
import type { ProfileName } from '@rollcall/contracts';

/** A kind of resource as lists read it: its rows are `u`, on a page they are `page`. */
export interface ResourceTable {
  readonly name: 'users' | 'groups';
  readonly id: 'user_id' | 'group_id';
  readonly endpoint: 'Users' | 'Groups';
  /** By which column memberships belong to it. */
  readonly key: 'member_id' | 'group_id';
  /** The attributes that it has in a tenant; undefined when it has none. */
  readonly profileOf: (name: ProfileName) => Profile | undefined;
  /** SQL of memberships of a resource of the page, as further members of its JSON object. */
  readonly memberships: string;
}

/**
 * SQL of the row that an id of a membership `m` names, looked up by its key. OFFSET 0 keeps it so:
 * a tenant that came after the last ANALYZE is one row to the planner, which would compare each
 * member with all that the tenant has. A member is looked up where its type says that it is.
 */
const named = (table: 'users' | 'groups', id: 'user_id' | 'group_id', where: string): string =>
  `LATERAL (SELECT attributes FROM ${table} WHERE tenant_id = m.tenant_id AND ${id} = m.${where} OFFSET 0)`;

export const MEMBER = {
  user: named('users', 'user_id', `member_id AND m.type = 'User'`),
  group: named('groups', 'group_id', `member_id AND m.type = 'Group'`),
};
export const GROUP_OF = named('groups', 'group_id', 'group_id');

const display = (sql: string): string => `coalesce(',"display":' || to_json(${sql})::text, '')`;

export const USERS: ResourceTable = {
  name: 'users',
  id: 'user_id',
  endpoint: 'Users',
  key: 'member_id',
  profileOf: (name) => profiles[name],
  memberships: `coalesce((
    SELECT ',"groups":[' || string_agg('{"value":"' || m.group_id || '","$ref":"' || $4::text
           || '/Groups/' || m.group_id || '","type":"direct"'
           || ${display(`g.attributes->>'displayName'`)} || '}', ',' ORDER BY m.group_id) || ']'
    FROM memberships m
    CROSS JOIN ${GROUP_OF} g
    WHERE m.tenant_id = $1 AND m.member_id = page.id
  ), '')`,
};

export const GROUPS: ResourceTable = {
  name: 'groups',
  id: 'group_id',
  endpoint: 'Groups',
  key: 'group_id',
  profileOf: (name) => groupProfiles[name],
  memberships: `coalesce((
    SELECT ',"members":[' || string_agg('{"value":"' || m.member_id || '","$ref":"' || $4::text
           || '/' || m.type || 's/' || m.member_id || '","type":"' || m.type || '"'
           || ${display(`coalesce(u.attributes, g.attributes)->>'displayName'`)} || '}', ','
           ORDER BY m.member_id) || ']'
    FROM memberships m
    LEFT JOIN ${MEMBER.user} u ON true
    LEFT JOIN ${MEMBER.group} g ON true
    WHERE m.tenant_id = $1 AND m.group_id = page.id
  ), '')`,
};

/** By the name in the address of the question. */
export const RESOURCE_TABLES: ReadonlyMap<string, ResourceTable> = new Map([
  ['users', USERS],
  ['groups', GROUPS],
]);
