import { groupEvents, type Recorded } from '@rollcall/contracts';
import { COUNT_TABLES, Counts1796052600000 } from '../database/migrations/1796052600000-counts';
import type { TenantState } from '../projecting/checkpoint';
import { ignored, NOT_PROJECTED } from '../projecting/ignored';
import { defineProjection } from '../projecting/projection';
import { InactivePersonEntity, PeopleCountEntity } from './counts.entity';
import { CountRows, isCounted, userIdOf, type Counted } from './count-rows';

type Follow = (rows: CountRows, tenant: TenantState, event: Recorded, userId: string) => void;

const joined =
  (isActive: boolean): Follow =>
  (rows, tenant, event, userId) => {
    rows.move(tenant, event, { people: 1, active: isActive ? 1 : 0 });
    if (!isActive) rows.switch(tenant, userId, true);
  };

const deactivated: Follow = (rows, tenant, event, userId) => {
  if (rows.isOff(tenant, userId)) return;
  rows.move(tenant, event, { people: 0, active: -1 });
  rows.switch(tenant, userId, true);
};

const reactivated: Follow = (rows, tenant, event, userId) => {
  if (!rows.isOff(tenant, userId)) return;
  rows.move(tenant, event, { people: 0, active: 1 });
  rows.switch(tenant, userId, false);
};

const left: Follow = (rows, tenant, event, userId) => {
  const isOff = rows.isOff(tenant, userId);
  rows.move(tenant, event, { people: -1, active: isOff ? 0 : -1 });
  if (isOff) rows.switch(tenant, userId, false);
};

/** A redacted stream still counts, by types alone: a person counts as active from the start. */
const REDACTED: { readonly [Type in Counted]: Follow } = {
  UserProvisioned: joined(true),
  UserDeactivated: deactivated,
  UserReactivated: reactivated,
  UserDeprovisioned: left,
};

/** How many people a tenant has, and how many of them are active, at the end of each day in UTC. */
export const counts = defineProjection<CountRows>({
  name: 'counts',
  rows: () => new CountRows(),
  handlers: {
    ...NOT_PROJECTED,
    ...ignored(groupEvents),
    TenantRegistered: (rows, tenant, event) => rows.begin(tenant, event),
    UserProvisioned: (rows, tenant, event) =>
      joined(event.data.attributes['active'] !== false)(rows, tenant, event, event.data.userId),
    UserDeactivated: (rows, tenant, event) => deactivated(rows, tenant, event, event.data.userId),
    UserReactivated: (rows, tenant, event) => reactivated(rows, tenant, event, event.data.userId),
    UserDeprovisioned: (rows, tenant, event) => left(rows, tenant, event, event.data.userId),
    EventRedacted: (rows, tenant, event) => {
      const { type } = event.data;
      if (isCounted(type)) REDACTED[type](rows, tenant, event, userIdOf(event));
      else rows.begin(tenant, event);
    },
    UserProfileChanged: 'ignored',
    // This person had left before, and counts no more since.
    UserErased: 'ignored',
    ProfileChosen: 'ignored',
  },
  tables: [
    { name: 'people_counts', key: 'day' },
    { name: 'inactive_people', key: 'user_id', impersonal: ['user_id'] },
  ],
  create: [COUNT_TABLES],
  indexes: [],
  entities: [PeopleCountEntity, InactivePersonEntity],
  migrations: [Counts1796052600000],
});
