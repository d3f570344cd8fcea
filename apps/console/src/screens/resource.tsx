import { Facts } from '../parts/screen';

const HIDDEN = new Set(['schemas', 'meta', 'members']);

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** The attributes of a user or a group as they are now, under their SCIM names. */
export const Attributes = ({ resource }: { resource: Readonly<Record<string, unknown>> }) => (
  <Facts
    facts={Object.entries(resource)
      .filter(([name]) => !HIDDEN.has(name))
      .map(([name, value]) => [name, shown(value)] as const)}
  />
);
