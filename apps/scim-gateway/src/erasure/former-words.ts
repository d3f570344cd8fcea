import type { Attributes, Json } from '@rollcall/contracts';
import { foldCase } from '@rollcall/protocol';

/** Replaces words that were taken out of a remaining event. */
export const REDACTED = 'redacted';

/** Members of an event's data that contain ids and names of attributes. */
const WORDLESS: ReadonlySet<string> = new Set(['userId', 'groupId', 'members', 'unset']);

type IsNamed = (text: string) => boolean;

const textsIn = (value: Json | undefined): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** The value without the texts to remove; the same value when it has none. */
const without = (value: Json, goes: IsNamed): Json => {
  if (typeof value === 'string') return goes(value) ? REDACTED : value;
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([name, part]) => [name, without(part, goes)] as const);
  if (parts.every(([name, part]) => part === (value as Attributes)[name])) return value;
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
};

/**
 * The members of an event's data that contain a name, without it wherever the attribute has another
 * value now: a present value is the provider's to change. `now`: the resource's attributes, empty
 * when it is deleted. Undefined when nothing needs removal.
 */
export const withoutFormer = (
  data: Attributes,
  now: Attributes,
  isNamed: IsNamed,
): Attributes | undefined => {
  const outOf = (name: string, value: Json): Json => {
    const stands = new Set(textsIn(now[name]));
    if (name === 'login') for (const one of textsIn(now['userName'])) stands.add(foldCase(one));
    return without(value, (text) => !stands.has(text) && isNamed(text));
  };
  const ofEach = (set: Attributes): Attributes => {
    const parts = Object.entries(set).map(([name, value]) => [name, outOf(name, value)] as const);
    return parts.every(([name, value]) => value === set[name]) ? set : Object.fromEntries(parts);
  };
  const changed = Object.entries(data)
    .filter(([name]) => !WORDLESS.has(name))
    .map(([name, value]): readonly [string, Json] => [
      name,
      name === 'attributes' || name === 'set' ? ofEach(value as Attributes) : outOf(name, value),
    ])
    .filter(([name, value]) => value !== data[name]);
  return changed.length === 0 ? undefined : Object.fromEntries(changed);
};
