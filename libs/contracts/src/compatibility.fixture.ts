import type { DataSchema } from './payload-schema';

/**
 * Why events of a type, and their readers, would no longer fit together. Events are kept for ever:
 * what a former schema took a present one must take, and a field that readers use must stay. New
 * fields are optional; anything else is a new version of the type.
 */
export const breaks = (former: DataSchema, present: DataSchema, at = ''): readonly string[] => {
  const here = at || 'the data';
  const both = { former, present, at };
  return [
    ...narrowedType(both),
    ...narrowedEnum(both),
    ...LIMITS.flatMap(({ name, isNarrower }) => {
      const [was, is] = [former[name], present[name]];
      return is !== undefined && was !== is && (was === undefined || isNarrower(was, is))
        ? [`${here}: ${name} is narrower`]
        : [];
    }),
    ...fields(both),
    ...requirements(both),
    ...below(both),
  ];
};

interface Both {
  readonly former: DataSchema;
  readonly present: DataSchema;
  readonly at: string;
}

const LIMITS: readonly {
  readonly name: string;
  readonly isNarrower: (was: unknown, is: unknown) => boolean;
}[] = [
  ...['minLength', 'minItems', 'minimum'].map((name) => ({
    name,
    isNarrower: (was: unknown, is: unknown) => Number(is) > Number(was),
  })),
  ...['maxLength', 'maxItems', 'maximum'].map((name) => ({
    name,
    isNarrower: (was: unknown, is: unknown) => Number(is) < Number(was),
  })),
  ...['format', 'pattern', 'const'].map((name) => ({ name, isNarrower: () => true })),
  { name: 'additionalProperties', isNarrower: (_was: unknown, is: unknown) => is !== true },
];

const list = (value: unknown): readonly unknown[] | undefined =>
  value === undefined ? undefined : [value].flat();

const fewer = (was: unknown, is: unknown): boolean => {
  const [had, has] = [list(was), list(is)];
  return has !== undefined && (had === undefined || had.some((one) => !has.includes(one)));
};

const narrowedType = ({ former, present, at }: Both): readonly string[] =>
  fewer(former['type'], present['type']) ? [`${at || 'the data'}: the type is narrower`] : [];

const narrowedEnum = ({ former, present, at }: Both): readonly string[] =>
  fewer(former['enum'], present['enum']) ? [`${at || 'the data'}: a value is gone`] : [];

type Named = Readonly<Record<string, DataSchema>>;
const propertiesOf = (schema: DataSchema): Named => (schema['properties'] ?? {}) as Named;

const fields = ({ former, present, at }: Both): readonly string[] => {
  const has = propertiesOf(present);
  return Object.entries(propertiesOf(former)).flatMap(([name, was]) => {
    const is = has[name];
    return is === undefined ? [`${at}/${name} is gone`] : breaks(was, is, `${at}/${name}`);
  });
};

const requirements = ({ former, present, at }: Both): readonly string[] => {
  const [had, has] = [former, present].map((one) => (one['required'] ?? []) as readonly string[]);
  return [
    ...(has ?? [])
      .filter((one) => !had?.includes(one))
      .map((one) => `${at}/${one} is now required`),
    ...(had ?? [])
      .filter((one) => !has?.includes(one) && one in propertiesOf(present))
      .map((one) => `${at}/${one} may now be absent`),
  ];
};

/** Schemas inside: of items, and of alternatives, of which each former one must still be there. */
const below = ({ former, present, at }: Both): readonly string[] => {
  const [was, is] = [former['items'], present['items']] as (DataSchema | undefined)[];
  const items = is === undefined ? [] : breaks(was ?? {}, is, `${at}/items`);
  const [had, has] = [former['anyOf'], present['anyOf']] as (readonly DataSchema[] | undefined)[];
  if (has === undefined) return items;
  const isLost = (had ?? [former]).some((one) => has.every((other) => breaks(one, other).length));
  return isLost ? [...items, `${at || 'the data'}: an alternative is gone`] : items;
};
