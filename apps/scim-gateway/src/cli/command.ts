/** What was typed: the words after the command's name, and the options by name. */
export interface Typed {
  readonly args: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

export interface Question {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Under /admin/v1, encoded. */
  readonly path: string;
  readonly body?: object;
}

/** How a command is typed. */
export interface Named {
  /** `tenant create`. */
  readonly name: string;
  readonly says: string;
  /** Names of the words that must follow. */
  readonly args?: readonly string[];
  /** Options besides --json and --help, each with what it means. */
  readonly options?: Readonly<Record<string, string>>;
  /** Those of the options that take no value. */
  readonly flags?: readonly string[];
}

/** A command that works with the log's database itself: no gateway is asked. */
export interface Move extends Named {
  readonly moves: 'export' | 'import';
}

/** A command that makes something here, and asks nobody. */
export interface Making extends Named {
  readonly makes: 'client-key';
}

/** One command of the command line: what it asks the admin API, and what it shows of the answer. */
export interface Command extends Named {
  readonly asks: (typed: Typed) => Question;
  /** The member of the answer that is a list, and the columns to show; every page of it is read. */
  readonly list?: { readonly of: string; readonly columns: readonly string[]; readonly all?: true };
  /** Members of the answer to show; all of them when there is no list either. */
  readonly shows?: readonly string[];
  /** A sentence instead of an answer that has no body. */
  readonly done?: (typed: Typed) => string;
  /** The answer is a stream of lines. */
  readonly isStream?: (typed: Typed) => boolean;
}

/** The path of a tenant, and of what is below it: encoded words. */
export const ofTenant = (
  { tenant }: Typed['args'],
  ...words: readonly (string | undefined)[]
): string =>
  ['tenants', tenant, ...words].map((word) => `/${encodeURIComponent(word ?? '')}`).join('');

/** A query string of what was given. */
export const query = (values: Readonly<Record<string, string | boolean | undefined>>): string => {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  );
  return given.length === 0 ? '' : `?${search.toString()}`;
};

/** The members that were given. */
export const given = (values: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** An option that is a number; left as it is when it is none, so that the API says what is wrong. */
export const numeric = (value: string | boolean | undefined): unknown =>
  value === undefined || Number.isNaN(Number(value)) ? value : Number(value);
