import { getMetadataStorage } from 'class-validator';

type Schema = Record<string, unknown>;
type Rule = (constraints: readonly unknown[]) => Schema;

/**
 * The JSON Schema of each validator of class-validator. An unlisted one stops the build of the
 * document.
 */
const RULES: Readonly<Record<string, Rule>> = {
  isString: () => ({ type: 'string' }),
  isNotEmpty: () => ({ minLength: 1 }),
  minLength: ([least]) => ({ minLength: least }),
  maxLength: ([most]) => ({ maxLength: most }),
  matches: ([pattern]) => ({ pattern: (pattern as RegExp).source }),
  isIn: ([values]) => ({ enum: values }),
  isInt: () => ({ type: 'integer' }),
  min: ([least]) => ({ minimum: least }),
  max: ([most]) => ({ maximum: most }),
  isBoolean: () => ({ type: 'boolean' }),
  isInstant: () => ({ type: 'string' }),
  fits: () => ({ type: 'string' }),
  isUrl: () => ({ type: 'string', format: 'uri' }),
  isArray: () => ({ type: 'array' }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  isEventType: () => ({ type: 'string' }),
  arrayMaxSize: ([most]) => ({ maxItems: most }),
  isObject: () => ({ type: 'object' }),
};

interface Described {
  schema: Schema;
  items: Schema;
  required: boolean;
  nullable: boolean;
}

/** The JSON Schema of a DTO class: of its validators and its defaults. */
export const dtoSchema = (dto: new () => object): Schema => {
  const members = new Map<string, Described>();
  const defaults = new dto() as Readonly<Record<string, unknown>>;
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(dto, '', true, false)) {
    const member = members.get(rule.propertyName) ?? {
      schema: {},
      items: {},
      required: true,
      nullable: false,
    };
    members.set(rule.propertyName, member);
    if (rule.type === 'conditionalValidation') {
      member.required = false;
      member.nullable ||= rule.name === 'isOptional';
      continue;
    }
    if (rule.type === 'nestedValidation') {
      Object.assign(member.schema, nestedSchema(dto, rule.propertyName));
      continue;
    }
    const known = RULES[rule.name ?? ''];
    if (!known)
      throw new Error(`${dto.name}.${rule.propertyName}: no JSON Schema for ${rule.name}.`);
    Object.assign(
      rule.each ? member.items : member.schema,
      known((rule.constraints as unknown[] | undefined) ?? []),
    );
  }
  const names = [...members.keys()].sort();
  return {
    type: 'object',
    properties: Object.fromEntries(
      names.map((name) => [name, propertyOf(members.get(name) as Described, defaults[name])]),
    ),
    required: names.filter((name) => members.get(name)?.required),
    additionalProperties: false,
  };
};

/** The class of a member that is a DTO itself: the compiler stores it with the member. */
const nestedSchema = (dto: new () => object, name: string): Schema => {
  const nested: unknown = Reflect.getMetadata('design:type', dto.prototype as object, name);
  if (typeof nested !== 'function' || nested === Object)
    throw new Error(`${dto.name}.${name}: the compiler left no class.`);
  return dtoSchema(nested as new () => object);
};

const propertyOf = ({ schema, items, nullable }: Described, otherwise: unknown): Schema => {
  const whole = Object.keys(items).length > 0 ? { ...schema, items } : schema;
  const stated = nullable ? { anyOf: [whole, { type: 'null' }] } : whole;
  return otherwise === undefined ? stated : { ...stated, default: otherwise };
};
