/** Names whose values are never written, wherever in the fields they stand, in whatever case. */
const SECRETS: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'token',
  'secret',
  'digest',
  'password',
  'pepper',
  'key',
  'operatorkey',
  'servicekey',
]);
const CENSOR = '[redacted]';
const DEEPEST = 6;

/** Field names are few and come again: each is looked at once. */
const judged = new Map<string, boolean>();
const MOST = 5_000;

const isSecret = (name: string): boolean => {
  const known = judged.get(name);
  if (known !== undefined) return known;
  if (judged.size >= MOST) judged.clear();
  const secret = SECRETS.has(name.toLowerCase());
  judged.set(name, secret);
  return secret;
};

type Fields = Record<string, unknown>;

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
};

/**
 * The fields without secrets: themselves when there are none, else a copy of what holds one.
 * What lies deeper than six levels is left out.
 */
export const redact = (fields: Fields): Fields => without(fields, 1);

const without = (fields: Fields, depth: number): Fields => {
  let copy: Fields | undefined;
  for (const name in fields) {
    const value = fields[name];
    let kept = value;
    if (isSecret(name)) kept = CENSOR;
    else if (typeof value === 'object' && value !== null && isPlain(value))
      kept = depth === DEEPEST ? '[too deep]' : without(value as Fields, depth + 1);
    if (kept === value) continue;
    copy ??= Array.isArray(fields) ? ([...fields] as unknown as Fields) : { ...fields };
    copy[name] = kept;
  }
  return copy ?? fields;
};
