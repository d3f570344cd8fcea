import { parseArgs } from 'node:util';
import { Ended, type AdminApi } from './admin-api';
import type { Command, Making, Move, CommandUsage, CommandArguments } from './command';
import { commands } from './commands';
import { members, table } from './show';

const ALWAYS = { json: 'the answer as JSON', help: 'this' } as const;

type Say = (text: string) => unknown;

/** The dependencies of the command line. */
export interface CommandDependencies {
  readonly say: Say;
  /** Called only when a request is to be sent. */
  readonly findApi: () => Promise<AdminApi>;
  /**
   * Exports a tenant from the log, or imports one; resolves to the result, unless the file is the
   * answer.
   */
  readonly move: (way: Move['moves'], typed: CommandArguments) => Promise<object | undefined>;
  /** Creates something locally; resolves to it. */
  readonly make: (what: Making['makes'], typed: CommandArguments) => Promise<object>;
}

const usageOf = ({ name, args = [] }: CommandUsage): string =>
  [name, ...args.map((arg) => `<${arg}>`)].join(' ');

const overview = (): string => {
  const width = Math.max(...commands.map((one) => usageOf(one).length));
  const lines = commands.map((one) => `  ${usageOf(one).padEnd(width)}  ${one.says}`);
  return `rollcall <command> [options]

${lines.join('\n')}

In a checkout: npm run rollcall -- <command>, for instance npm run rollcall -- overview
<command> --help shows its options; each takes --json. ROLLCALL_URL and ROLLCALL_OPERATOR_KEY say
which gateway; without them it is the one of npm start. tenant export and tenant import work with
the log itself: DATABASE_URL says which, and - is a file that comes or goes through the terminal.
Exit codes: 0 done, 1 refused, 2 wrong usage, 3 nothing answers.
`;
};

const helpOf = (command: CommandUsage): string => {
  const options = Object.entries({ ...command.options, ...ALWAYS });
  const width = Math.max(...options.map(([name]) => name.length));
  const lines = options.map(([name, says]) => `  --${name.padEnd(width)}  ${says}`);
  return `rollcall ${usageOf(command)} [options]\n\n${command.says}\n\n${lines.join('\n')}\n`;
};

/** The command whose name the words begin with; the longest name wins. */
const commandOf = (words: readonly string[]): Command | Move | Making | undefined =>
  [2, 1]
    .map((length) => words.slice(0, length).join(' '))
    .map((name) => commands.find((one) => one.name === name))
    .find((found) => found !== undefined);

const typedOf = (command: CommandUsage, words: readonly string[]): CommandArguments => {
  const { name, args: names = [], options: ofCommand = {}, flags = [] } = command;
  const typeOf = (option: string) => ({
    type: option in ALWAYS || flags.includes(option) ? ('boolean' as const) : ('string' as const),
  });
  const all = Object.keys({ ...ofCommand, ...ALWAYS });
  const options = Object.fromEntries(all.map((one) => [one, typeOf(one)]));
  const read = () => {
    try {
      return parseArgs({ args: [...words], options, allowPositionals: true });
    } catch (error) {
      throw new Ended(`${(error as Error).message}\n\n${helpOf(command)}`, 2);
    }
  };
  const { values, positionals } = read();
  const rest = positionals.slice(name.split(' ').length);
  if (!values['help'] && rest.length !== names.length)
    throw new Ended(`It is: rollcall ${usageOf(command)}\n\n${helpOf(command)}`, 2);
  const args = Object.fromEntries(names.map((one, i) => [one, rest[i] ?? '']));
  return { args, options: values };
};

type Answer = Record<string, unknown>;

/** The answer; of a paged list, all pages. */
const whole = async (
  api: AdminApi,
  command: Command,
  typed: CommandArguments,
): Promise<Answer | undefined> => {
  const question = command.asks(typed);
  const answer = (await api.ask(question)) as Answer | undefined;
  const { of, all } = command.list ?? { of: '' };
  const rows = answer?.[of] as unknown[] | undefined;
  for (let next = answer?.['next']; all && rows && typeof next === 'string'; ) {
    const path = `${question.path}?after=${encodeURIComponent(next)}`;
    const page = (await api.ask({ ...question, path })) as Answer;
    rows.push(...(page[of] as unknown[]));
    next = page['next'];
  }
  return answer && rows && all ? { ...answer, next: null } : answer;
};

const shown = (command: Command, answer: Answer): string => {
  const rows = command.list && (answer[command.list.of] as Answer[] | undefined);
  return rows && command.list ? table(rows, command.list.columns) : members(answer, command.shows);
};

const follow = async (
  api: AdminApi,
  command: Command,
  typed: CommandArguments,
  say: Say,
): Promise<void> => {
  const columns = command.list?.columns ?? [];
  for await (const line of api.lines(command.asks(typed)))
    if (!('beat' in line))
      say(
        typed.options['json']
          ? `${JSON.stringify(line)}\n`
          : table([line], columns).split('\n')[1] + '\n',
      );
};

const jsonOf = (answer: object): string => `${JSON.stringify(answer, null, 2)}\n`;

/** Runs the command that the words name. Rejects with Ended, whose message is for the user. */
export const rollcall = async (
  words: readonly string[],
  { say, findApi, move, make }: CommandDependencies,
): Promise<void> => {
  const command = commandOf(words);
  if (!command) {
    const isHelp = words.length === 0 || words.includes('--help');
    if (isHelp) return void say(overview());
    throw new Ended(`There is no command ${words[0]}.\n\n${overview()}`, 2);
  }
  const typed = typedOf(command, words);
  if (typed.options['help']) return void say(helpOf(command));
  if ('moves' in command) {
    const done = await move(command.moves, typed);
    return void (done && say(typed.options['json'] ? jsonOf(done) : members({ ...done })));
  }
  if ('makes' in command) {
    const made = await make(command.makes, typed);
    return void say(typed.options['json'] ? jsonOf(made) : members({ ...made }));
  }
  const api = await findApi();
  if (command.isStream?.(typed)) return follow(api, command, typed, say);
  const answer = await whole(api, command, typed);
  if (typed.options['json']) say(jsonOf(answer ?? {}));
  else if (answer) say(shown(command, answer));
  else say(`${command.done?.(typed) ?? 'Done.'}\n`);
};
