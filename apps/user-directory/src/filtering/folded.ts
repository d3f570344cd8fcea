import type { Attributes, Json } from '@rollcall/contracts';
import { foldCase, profiles, type Attribute } from '@rollcall/protocol';

type Records = ReadonlyMap<string, Attribute>;

const foldValue = (attribute: Attribute | undefined, value: Json): Json => {
  if (typeof value === 'string') return attribute?.caseExact ? value : foldCase(value);
  if (Array.isArray(value))
    return (value as readonly Json[]).map((one) => foldValue(attribute, one));
  if (typeof value !== 'object' || value === null) return value;
  const parts = new Map(
    (attribute?.subAttributes ?? []).map((sub) => [sub.name.toLowerCase(), sub]),
  );
  return foldObject(parts, value as Attributes);
};

const foldObject = (records: Records, attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      foldValue(records.get(name.toLowerCase()), value),
    ]),
  );

/** Attributes with every caseExact=false text folded: what filters are compared with. */
export const folded = (attributes: Attributes): Attributes => {
  const { attributes: records, byUrn } = profiles.full;
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      const extension = byUrn.get(name.toLowerCase());
      return [
        name,
        extension
          ? foldObject(extension.attributes, value as Attributes)
          : foldValue(records.get(name.toLowerCase()), value),
      ];
    }),
  );
};
