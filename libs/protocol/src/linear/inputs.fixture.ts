/** The worst inputs that are known, for the rows of what reads them. */
import { flat, list, run, type Texts } from '@rollcall/testing';
import { LIMITS } from '../limits';

/** Characters of a body. */
export const BODY = 1_048_576;
/** Characters of what comes in headers and addresses. */
export const HEAD = 16_384;
/** Things in a body: few enough for V8 to allocate the lists of all sizes in one way. */
export const COUNT = 4_000;
/** Names of one object: so many that V8 keeps the objects of all sizes in one way. */
export const NAMES = 12_000;
/** Characters of text that may cost its square: enough to see it. */
export const MARKS = 16_384;

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** What costs its square when it is composed. */
export const marks = (size: number): string =>
  flat(`a${'\u0301'.repeat(size / 2)}${'\u0316'.repeat(size / 2)}`);

export const terms = (count: number, term: string): string =>
  list(count, () => term).join(' or ') || term;

export const names = (count: number, before = ''): Record<string, string> =>
  Object.fromEntries(list(count, (i) => [`${before}x${i}`, '']));

/** Unknown names with a value each. */
export const refused = (count: number): Record<string, object> =>
  Object.fromEntries(list(count, (i) => [`x${i}`, { part: 'x', other: 'y' }]));

/** What was thrown: refusing costs as well. */
export const refusalOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return error;
  }
};

export const emails = (count: number) =>
  list(count, (i) => ({ value: `a${i}@b.example`, type: 'work' }));

export const user = (more: object = {}) => ({
  schemas: [USER],
  userName: 'a@b.example',
  ...more,
});
export const group = (more: object = {}) => ({ schemas: [GROUP], displayName: 'a', ...more });
export const resource = (count: number) => ({ userName: 'a', emails: emails(count) });

export const operations = (...some: readonly unknown[]) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: some,
});
export const patching = (path: string, value: unknown = 'x', op = 'replace') =>
  operations({ op, path, value });

/** Attribute paths, of PATCH operations above all. */
export const PATHS: Texts = [
  ['open brackets', (n) => run(n, '[')],
  ['pairs of brackets', (n) => `a${run(n - 1, '[]', 'x')}`],
  ['closing brackets and names', (n) => `a[${run(n - 2, '].a', '!')}`],
  ['dots', (n) => run(n, 'a.')],
  ['colons', (n) => run(n, 'urn:')],
  ['versions', (n) => `urn:${run(n - 4, ':1.1:a', '!')}`],
  ['versions on two lines', (n) => `urn:${run(n - 4, ':1.1:a.', '\n!')}`],
  ['digits', (n) => `urn:${run(n - 4, ':1', '!')}`],
  ['letters', (n) => run(n, 'a')],
  ['comparisons', (n) => `emails[${terms(n / 22, 'primary eq "true"')}].value`],
  ['quotation marks', (n) => `emails[value eq ${run(n - 18, '"bulkId:')}]`],
];

export const FILTERS: Texts = [
  ['comparisons', (n) => terms(n / 34, 'title eq "a"')],
  ['parentheses that do not close', (n) => run(n, '(')],
  ['a word', (n) => run(n, 'a', ' pr')],
  ['dots', (n) => run(n, 'a.', ' pr')],
  ['colons', (n) => run(n, 'urn:', ' pr')],
  ['digits', (n) => `title eq ${run(n - 10, '1', 'x')}`],
  ['digits behind a dot', (n) => `title eq 1.${run(n - 12, '1', 'x')}`],
  ['a text', (n) => `title eq "${run(n - 12, 'a')}"`],
  ['an open text', (n) => `title eq "${run(n - 12, '\\"')}`],
  ['backslashes', (n) => `title eq "${run(n - 12, '\\')}`],
  ['combining marks', (n) => `title eq "${marks(n - 12)}"`],
  ['blanks', (n) => `title${run(n - 12, ' ')}pr`],
  ['brackets', (n) => terms(n / 34, 'emails[type eq "a"].value eq "b"')],
  ['brackets that do not close', (n) => run(n, 'emails[')],
];

/** Values of attributes. */
export const VALUES: Texts = [
  ['letters', (n) => run(n, 'a')],
  ['combining marks', marks],
  ['30 marks and a letter', (n) => run(n, `a${'\u0316'.repeat(15)}${'\u0301'.repeat(15)}`)],
  ['an address without end', (n) => `a@${run(n - 2, 'b.', '@')}`],
  ['base 64', (n) => run(n, 'AAAA', '!')],
  ['lines', (n) => run(n, 'A\n', '!')],
];

/** So many of what a list may hold that the lists of all sizes are allocated in one way. */
export const MEMBERS = Math.min(LIMITS.members, COUNT * 3);
