/** The arguments of a command: the words after its name, and the options by name. */
export interface CommandArguments {
  readonly args: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
}

export interface Question {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Under /admin/v1, encoded. */
  readonly path: string;
  readonly body?: object;
}

/** The usage of a command. */
export interface CommandUsage {
  /** `tenant create`. */
  readonly name: string;
  readonly says: string;
  /** Names of the required words. */
  readonly args?: readonly string[];
  /** Options besides --json and --help, each with its meaning. */
  readonly options?: Readonly<Record<string, string>>;
  /** The options that take no value. */
  readonly flags?: readonly string[];
}

/** A command that works with the log's database itself, without a gateway. */
export interface Move extends CommandUsage {
  readonly moves: 'export' | 'import';
}

/** A command that creates something locally, without any service. */
export interface Making extends CommandUsage {
  readonly makes: 'client-key';
}

/**
 * One command of the command line: its request to the admin API, and what it shows of the answer.
 */
export interface Command extends CommandUsage {
  readonly asks: (typed: CommandArguments) => Question;
  /**
   * The member of the answer that is a list, and the columns to show; the command reads every page.
   */
  readonly list?: { readonly of: string; readonly columns: readonly string[]; readonly all?: true };
  /** Members of the answer to show; without a list either, all of them. */
  readonly shows?: readonly string[];
  /** A sentence that replaces an answer without a body. */
  readonly done?: (typed: CommandArguments) => string;
  /** The answer is a stream of lines. */
  readonly isStream?: (typed: CommandArguments) => boolean;
}

/** The encoded path of a tenant, or of something below it. */
export const ofTenant = (
  { tenant }: CommandArguments['args'],
  ...words: readonly (string | undefined)[]
): string =>
  ['tenants', tenant, ...words].map((word) => `/${encodeURIComponent(word ?? '')}`).join('');

/** A query string of the given options. */
export const query = (values: Readonly<Record<string, string | boolean | undefined>>): string => {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  );
  return given.length === 0 ? '' : `?${search.toString()}`;
};

/** The members that have a value. */
export const given = (values: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/**
 * An option that is a number; any other text stays unchanged, so that the API reports the fault.
 */
export const numeric = (value: string | boolean | undefined): unknown =>
  value === undefined || Number.isNaN(Number(value)) ? value : Number(value);
