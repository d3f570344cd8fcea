import { administrationEvents, type AdministrationEvent } from './administration-events';
import { credentialEvents, type CredentialEvent } from './credential-events';
import { schemaOf, type AnyMembers, type DataSchema } from './payload-schema';
import type { SubjectKind } from './event';
import { groupEvents, type GroupEvent } from './group-events';
import { redactedEvents, type EventRedacted } from './redacted-event';
import { tenantEvents, type TenantEvent } from './tenant-events';
import { testUserEvents, type TestUserEvent } from './test-user-events';
import { userEvents, type UserEvent } from './user-events';

export type ProvisioningEvent =
  | UserEvent
  | TestUserEvent
  | GroupEvent
  | TenantEvent
  | AdministrationEvent;
export type AnyEvent = ProvisioningEvent | EventRedacted | CredentialEvent;
export type EventType = AnyEvent['type'];
/** The event of a type. */
export type EventOf<Type extends EventType> = Extract<AnyEvent, { readonly type: Type }>;

export interface CatalogueRow {
  readonly topic: 'provisioning' | 'credentials';
  /** The version that is written today; readers know all up to it. */
  readonly version: number;
  /** `any`: of whatever stream. */
  readonly subject: SubjectKind | 'any';
  readonly summary: string;
  /** What the data must be in that version. */
  readonly schema: DataSchema;
}

type FamilyRows = Readonly<
  Record<string, Pick<CatalogueRow, 'subject' | 'summary'> & { readonly data: AnyMembers }>
>;

const of = <Types extends FamilyRows>(
  topic: CatalogueRow['topic'],
  rows: Types,
): Readonly<Record<keyof Types, CatalogueRow>> =>
  Object.fromEntries(
    Object.entries(rows).map(([type, { subject, summary, data }]) => [
      type,
      { topic, version: 1, subject, summary, schema: schemaOf(type, 1, data) },
    ]),
  ) as Readonly<Record<keyof Types, CatalogueRow>>;

/**
 * Every event, from the rows next to their types. `npm run golden` writes the JSON Schema and the
 * golden message of each, `npm run docs` its entry in docs/events.md.
 */
export const catalogue: Readonly<Record<EventType, CatalogueRow>> = {
  ...of('provisioning', userEvents),
  ...of('provisioning', groupEvents),
  ...of('provisioning', tenantEvents),
  ...of('provisioning', administrationEvents),
  ...of('provisioning', testUserEvents),
  ...of('provisioning', redactedEvents),
  ...of('credentials', credentialEvents),
};

/** Whether a reader of today knows this type name. */
export const isEventType = (type: string): type is EventType => Object.hasOwn(catalogue, type);
