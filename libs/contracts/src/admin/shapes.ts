/**
 * Shapes of answers: one record that is the JSON Schema of the document and the type of the code,
 * so that neither can say what the other does not.
 */
export interface Shape<T> {
  readonly json: Readonly<Record<string, unknown>>;
  /** Never set: it carries the type. */
  readonly is?: T;
}

/** The type that a shape describes. */
export type TypeOf<S> = S extends Shape<infer T> ? T : never;

type Properties = Readonly<Record<string, Shape<unknown>>>;
type Members<P extends Properties> = { readonly [K in keyof P]: TypeOf<P[K]> };

export const text: Shape<string> = { json: { type: 'string' } };
export const time: Shape<string> = { json: { type: 'string', format: 'date-time' } };
export const whole: Shape<number> = { json: { type: 'integer' } };
export const fraction: Shape<number> = { json: { type: 'number' } };
export const flag: Shape<boolean> = { json: { type: 'boolean' } };
export const anything: Shape<unknown> = { json: {} };
/** Not JSON: lines of comma-separated values. */
export const csv: Shape<string> = { json: { type: 'string', contentMediaType: 'text/csv' } };

export const oneOf = <const T extends readonly string[]>(...values: T): Shape<T[number]> => ({
  json: { type: 'string', enum: values },
});

export const orNull = <T>({ json }: Shape<T>): Shape<T | null> => ({
  json: { anyOf: [json, { type: 'null' }] },
});

/** One of several shapes. */
export const either = <A, B>(a: Shape<A>, b: Shape<B>): Shape<A | B> => ({
  json: { anyOf: [a.json, b.json] },
});

export const list = <T>({ json }: Shape<T>): Shape<readonly T[]> => ({
  json: { type: 'array', items: json },
});

/** Each member of `members` is required, each of `more` optional, and no other is allowed. */
export const object = <P extends Properties, M extends Properties = Record<never, never>>(
  members: P,
  more?: M,
): Shape<Members<P> & Partial<Members<M>>> => ({
  json: {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries({ ...members, ...more }).map(([name, { json }]) => [name, json]),
    ),
    required: Object.keys(members),
    additionalProperties: false,
  },
});

/** A page of a list: `next` goes into `after` of the next question; null at the end. */
export const page = <P extends Properties>(members: P): Shape<Members<P & { next: typeof next }>> =>
  object({ ...members, next });

const next = orNull(text);

/** RFC 9457. */
export const problem = object(
  { type: text, title: text, status: whole, detail: text },
  { code: text },
);
