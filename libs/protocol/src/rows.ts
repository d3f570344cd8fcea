/** How the mapping of an identity provider names what was sent: a row for each single value. */

/** RFC 7643 §4.1.2: the types by which a row picks a value. What else a type says is a value. */
const TYPES: ReadonlySet<unknown> = new Set([
  'work',
  'home',
  'other',
  'mobile',
  'fax',
  'pager',
  'photo',
  'thumbnail',
  'aim',
  'gtalk',
  'icq',
  'xmpp',
  'msn',
  'skype',
  'qq',
  'yahoo',
]);
/** They tell values of a list apart, and have no row of their own. */
const NO_ROW: ReadonlySet<string> = new Set(['type', 'primary', 'display', '$ref']);
const PART = /^[A-Za-z$][A-Za-z0-9_$-]{0,79}$/;
/** Rows of one attribute, and values of it that are looked at. */
const MOST_ROWS = 12;

type Parts = Readonly<Record<string, unknown>>;

const isParts = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const partsOf = (name: string, parts: Parts, colon: boolean): readonly string[] => {
  const rows: string[] = [];
  for (const part in parts) {
    if (rows.length === MOST_ROWS) break;
    const says = parts[part] !== null && parts[part] !== '';
    if (says && PART.test(part) && !NO_ROW.has(part))
      rows.push(`${name}${colon ? ':' : '.'}${part}`);
  }
  return rows;
};

/**
 * `name.givenName` and `name.familyName` for an object, `emails[type eq "work"].value` for a list,
 * `urn:…:User:department` for an extension; the name alone where no part can be named.
 */
export const rowsOf = (name: string, value: unknown): readonly string[] => {
  const rows = new Set<string>();
  const values = Array.isArray(value) ? (value as readonly unknown[]).slice(0, MOST_ROWS) : [value];
  for (const one of values) {
    if (!isParts(one)) continue;
    const { type } = one;
    const at =
      Array.isArray(value) && TYPES.has(type) ? `${name}[type eq "${String(type)}"]` : name;
    for (const row of partsOf(at, one, /^urn:/i.test(name))) rows.add(row);
  }
  return rows.size === 0 ? [name] : [...rows].slice(0, MOST_ROWS);
};

const TYPED = /^([A-Za-z$][\w$-]{0,79})\[type eq "([a-z]{2,9})"\]((?:\.[A-Za-z$][\w$-]{0,79})?)$/;

/** Whether a row picks one of the usual types of a list: it says no value of anybody's. */
export const isTypedRow = (row: string): boolean => TYPES.has(TYPED.exec(row)?.[2]);

/** The rows of a PATCH path: as it is, and without its filter where that may say a value. */
export const rowsOfPath = (
  path: string,
  { before, sub }: { readonly before: string; readonly sub?: string | undefined },
  value: unknown,
): readonly string[] =>
  rowsOf(isTypedRow(path) ? path : `${before}${sub === undefined ? '' : `.${sub}`}`, value);
