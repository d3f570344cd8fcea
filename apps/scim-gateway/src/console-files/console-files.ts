import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

/** One file of the built console. */
export interface ConsoleFile {
  readonly body: Buffer;
  /** Smaller; undefined for what is packed already. */
  readonly gzip: Buffer | undefined;
  readonly type: string;
  readonly etag: string;
  /** Its name changes with its content. */
  readonly immutable: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const PACKED: ReadonlySet<string> = new Set(['.png', '.webp', '.woff2']);
const INDEX = 'index.html';

const read = (path: string, name: string, change: (page: string) => string): ConsoleFile => {
  const file = readFileSync(path);
  const body = name === INDEX ? Buffer.from(change(file.toString('utf8'))) : file;
  const extension = extname(name);
  return {
    body,
    gzip: PACKED.has(extension) ? undefined : gzipSync(body),
    type: TYPES[extension] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    immutable: name.startsWith('assets/'),
  };
};

/**
 * The built console in memory, by name: a file that is not on the list cannot be requested, whatever the
 * path says. Source maps, links and what begins with a dot are not on it.
 */
export class ConsoleFiles {
  private files: ReadonlyMap<string, ConsoleFile> = new Map();
  private builtAt = 0;

  /** `change`: what is written into the page before it is served. */
  constructor(
    private readonly folder: string,
    private readonly change: (page: string) => string = (page) => page,
  ) {}

  /** The file of a name; undefined for an unknown one. */
  file(name: string): ConsoleFile | undefined {
    return this.files.get(name);
  }

  /** The page for every path of the console; undefined when it was not built. A new build is read. */
  index(): ConsoleFile | undefined {
    const page = join(this.folder, INDEX);
    const builtAt = existsSync(page) ? statSync(page).mtimeMs : 0;
    if (builtAt !== this.builtAt) this.load(builtAt);
    return this.files.get(INDEX);
  }

  private load(builtAt: number): void {
    const entries = builtAt === 0 ? [] : readdirSync(this.folder, OPTIONS);
    const paths = entries
      .filter(
        (entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.map'),
      )
      .map((entry) => join(entry.parentPath, entry.name));
    this.files = new Map(
      paths.map((path) => {
        const name = relative(this.folder, path).split(sep).join('/');
        return [name, read(path, name, this.change)];
      }),
    );
    this.builtAt = builtAt;
  }
}

const OPTIONS = { recursive: true, withFileTypes: true } as const;
