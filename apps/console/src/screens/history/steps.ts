import type { EventRow } from '../../api/views';
import { isAttributes, rowsOf, type Attributes, type ValueRow } from '../values/rows';

/** What a part of a value was before: its text, nothing, or what no event that is shown says. */
export type Before = { readonly known: true; readonly value: string | undefined } | typeof UNKNOWN;
export const UNKNOWN = { known: false } as const;

export interface Change extends Omit<ValueRow, 'value'> {
  readonly before: Before;
  /** Undefined: it was taken away. */
  readonly after: string | undefined;
}

/** An event, and what it changed. */
export interface Step {
  readonly event: EventRow;
  readonly changes: readonly Change[];
}

interface Sets {
  readonly set: Attributes;
  readonly unset?: readonly string[];
}

const attributesIn = (value: unknown): Attributes => (isAttributes(value) ? value : {});
const namesIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];

const ofGroup = ({ displayName, externalId }: Attributes): Sets => ({
  set: { displayName, ...(externalId === undefined ? {} : { externalId }) },
  unset: externalId === undefined ? ['externalId'] : [],
});

/** What each type of event sets. Whom an event names for its readers' sake it does not change. */
const SETS: Readonly<Record<string, (data: Attributes) => Sets>> = {
  UserProvisioned: ({ attributes }) => ({ set: attributesIn(attributes) }),
  UserProfileChanged: ({ set, unset }) => ({ set: attributesIn(set), unset: namesIn(unset) }),
  UserDeactivated: () => ({ set: { active: false } }),
  UserReactivated: () => ({ set: { active: true } }),
  GroupCreated: ofGroup,
  GroupRenamed: ofGroup,
};

const changesOf = (
  name: string,
  after: unknown,
  before: { readonly known: boolean; readonly value: unknown },
): readonly Change[] => {
  const now = rowsOf(name, after);
  const then = rowsOf(name, before.value);
  const valueOf = (rows: readonly ValueRow[], full: string): string | undefined =>
    rows.find((row) => row.full === full)?.value;
  const all = [...now, ...then.filter(({ full }) => valueOf(now, full) === undefined)];
  if (!before.known && all.length === 0)
    return [{ name, full: name, before: UNKNOWN, after: undefined }];
  return all
    .map((row) => ({
      name: row.name,
      full: row.full,
      before: before.known ? { known: true as const, value: valueOf(then, row.full) } : UNKNOWN,
      after: valueOf(now, row.full),
    }))
    .filter((change) => !change.before.known || change.before.value !== change.after);
};

/**
 * Events of one user or group, oldest first, each with what it changed and what stood there before.
 * Where the history begins later than the user did, nothing is known of an attribute until an event
 * sets it.
 */
export const stepsOf = (events: readonly EventRow[]): readonly Step[] => {
  const inOrder = [...events].sort((a, b) => a.position - b.position);
  const isWhole = inOrder[0]?.streamVersion === 1;
  const values = new Map<string, unknown>();
  return inOrder.map((event) => {
    const { set, unset = [] } = SETS[event.type]?.(event.data) ?? { set: {} };
    const after = new Map<string, unknown>([
      ...Object.entries(set),
      ...unset.map((name) => [name, undefined] as const),
    ]);
    const changes = [...after].flatMap(([name, value]) =>
      changesOf(name, value, { known: isWhole || values.has(name), value: values.get(name) }),
    );
    for (const [name, value] of after) values.set(name, value);
    return { event, changes };
  });
};
