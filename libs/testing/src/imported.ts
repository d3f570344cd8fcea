import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** What a source imports of its own project, without types: the name, and the file that has it. */
interface Imported {
  readonly name: string;
  /** Below the folder, without its ending: `scim/body`. */
  readonly from: string;
}

const IMPORT = /^import (?!type\b)\{([^}]*)\} from '(\.[^']*)'/gm;

/** Imports of the files below a folder that `isEntry` knows by their text; specs are not looked at. */
const importsBelow = (folder: string, isEntry: (text: string) => boolean): readonly Imported[] => {
  const found = new Map<string, Imported>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts') || /\.(spec|contract|fixture)\.ts$/.test(path)) continue;
    const text = readFileSync(join(folder, path), 'utf8');
    if (!isEntry(text)) continue;
    for (const [, names = '', source = ''] of text.matchAll(IMPORT)) {
      const from = relative(folder, join(folder, dirname(path), source));
      for (const one of names.split(',').map((part) => part.trim())) {
        const [name = ''] = one.split(' as ');
        if (name !== '' && !name.startsWith('type ')) found.set(`${from} ${name}`, { name, from });
      }
    }
  }
  return [...found.values()];
};

/**
 * The functions of its own that a project's request handlers import: they may be given something that
 * a caller chose. Classes are left out: what they read, they read by functions.
 */
export const functionsOfRequests = (folder: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    importsBelow(folder, (text) => OF_REQUESTS.test(text))
      .filter(({ name }) => /^[a-z]/.test(name))
      .map(({ name, from }) => [
        name,
        jest.requireActual<Record<string, unknown>>(join(folder, from))[name],
      ]),
  );

const OF_REQUESTS =
  /\b(FastifyRequest|ScimRequest|AdminRequest|IncomingMessage|IncomingHttpHeaders)\b|@Controller\(/;
