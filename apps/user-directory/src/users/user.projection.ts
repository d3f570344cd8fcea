import {
  groupEvents,
  type ProfileChosen,
  type Recorded,
  type TenantRegistered,
  type UserDeactivated,
  type UserDeprovisioned,
  type UserErased,
  type UserEvent,
  type UserProfileChanged,
  type UserProvisioned,
  type UserReactivated,
} from '@rollcall/contracts';
import { INDEXES, USER_TABLES } from '../database/migrations/1764000000000-directory';
import { unsampled } from '../database/migrations/1796051000000-statistics';
import type { TenantState } from '../projecting/checkpoint';
import { ignored, NOT_PROJECTED } from '../projecting/ignored';
import { defineProjection } from '../projecting/projection';
import { UserBlockEntity, UserEntity } from './user.entity';
import type { UserRow, UserState } from './user-row';
import { UserRows } from './user-rows';

/** What an event makes of a user's row; undefined takes the row away. */
type Evolve<Event extends UserEvent> = (
  row: UserRow | undefined,
  event: Recorded<Event>,
  tenant: TenantState,
) => UserState | undefined;

const following =
  <Event extends UserEvent>(evolve: Evolve<Event>) =>
  (rows: UserRows, tenant: TenantState, event: Recorded<Event>): void => {
    const { userId } = event.data;
    rows.put(tenant, userId, evolve(rows.get(tenant.tenantId, userId), event, tenant));
  };

const stamp = ({ streamVersion, time }: Recorded): Pick<UserState, 'version' | 'modifiedAt'> => ({
  version: streamVersion,
  modifiedAt: time,
});

const provisioned: Evolve<UserProvisioned> = (_row, event, tenant) => ({
  tenantId: tenant.tenantId,
  userId: event.data.userId,
  login: event.data.login,
  attributes: event.data.attributes,
  ordinal: tenant.nextOrdinal++,
  createdAt: event.time,
  ...stamp(event),
});

const changed: Evolve<UserProfileChanged> = (row, event) => {
  if (!row) return undefined;
  const { set, unset, login } = event.data;
  const kept = Object.entries(row.attributes).filter(([name]) => !unset.includes(name));
  return { ...row, ...stamp(event), login, attributes: { ...Object.fromEntries(kept), ...set } };
};

const switched =
  (active: boolean): Evolve<UserDeactivated | UserReactivated> =>
  (row, event) =>
    row && { ...row, ...stamp(event), attributes: { ...row.attributes, active } };

const gone: Evolve<UserDeprovisioned | UserErased> = () => undefined;

const profiled = (
  _rows: UserRows,
  tenant: TenantState,
  { data }: Recorded<TenantRegistered | ProfileChosen>,
): void => {
  tenant.rerender ||= tenant.profile !== data.profile && tenant.users > 0;
  tenant.profile = data.profile;
};

/** Everybody who is provisioned, by id, and how many of them are in each block of ordinals. */
export const users = defineProjection<UserRows>({
  name: 'users',
  rows: () => new UserRows(),
  handlers: {
    ...NOT_PROJECTED,
    ...ignored(groupEvents),
    UserProvisioned: following(provisioned),
    UserProfileChanged: following(changed),
    UserDeactivated: following(switched(false)),
    UserReactivated: following(switched(true)),
    UserDeprovisioned: following(gone),
    UserErased: following(gone),
    TenantRegistered: profiled,
    ProfileChosen: profiled,
    // Users that came later have the ordinals that cursors and snapshots of lists know.
    EventRedacted: (_rows, tenant, { data }) => {
      if (data.type === 'UserProvisioned') tenant.nextOrdinal += 1;
    },
  },
  tables: [
    { name: 'users', key: 'user_id', sampled: true, impersonal: ['user_id', 'row_checksum'] },
    { name: 'user_blocks', key: 'block' },
  ],
  create: [USER_TABLES, unsampled('users')],
  indexes: [INDEXES],
  entities: [UserEntity, UserBlockEntity],
  migrations: [],
});
