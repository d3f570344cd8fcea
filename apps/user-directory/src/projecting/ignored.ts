import { administrationEvents, credentialEvents, testUserEvents } from '@rollcall/contracts';

/** `'ignored'` for each type of these rows of the catalogue. */
export const ignored = <Type extends string>(
  rows: Readonly<Record<Type, unknown>>,
): { readonly [One in Type]: 'ignored' } =>
  // `fromEntries` forgets the names, which are those of the rows.
  Object.fromEntries(Object.keys(rows).map((type) => [type, 'ignored'])) as {
    readonly [One in Type]: 'ignored';
  };

/** Events that no projection follows: no answer of the directory depends on them. */
export const NOT_PROJECTED = {
  ...ignored(administrationEvents),
  // The user of a connection test is not a person.
  ...ignored(testUserEvents),
  // Of another topic.
  ...ignored(credentialEvents),
  // The checkpoint of the tenant says these.
  TenantRenamed: 'ignored',
  TenantMoved: 'ignored',
  ProvisioningEnabled: 'ignored',
  ProvisioningDisabled: 'ignored',
} as const;
