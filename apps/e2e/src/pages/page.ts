import { spawn } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textOf } from '../support/source-tree';

const root = join(__dirname, '../../../..');

const blocksOf = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/^( *)```sh\n([^]*?)^\1```$/gm)].map(([, indent = '', text = '']) =>
    text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );

/** The commands of a document, block by block: what stands in its ```sh fences. */
export const commandsOf = (page: string): readonly string[] => blocksOf(textOf(page));

/** The same by section of the second level, for a page that is not typed from top to bottom. */
export const sectionsOf = (page: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    textOf(page)
      .split(/^## /m)
      .slice(1)
      .map((text) => [text.slice(0, text.indexOf('\n')), blocksOf(text)]),
  );

/** A shell in a folder as the reader of a document has it: the checkout's chart, and values of his own. */
export class Reader {
  private constructor(
    private readonly folder: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** `files` lie in the folder; `programs` are found before those of the machine. */
  static async sitDown(
    files: Readonly<Record<string, string>>,
    programs: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>>,
  ): Promise<Reader> {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-reader-'));
    await symlink(join(root, 'k8s'), join(folder, 'k8s'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    for (const [name, text] of Object.entries(programs))
      await writeFile(join(folder, name), text, { mode: 0o755 });
    return new Reader(folder, { ...env, PATH: `${folder}:${process.env['PATH'] ?? ''}` });
  }

  /** Types a block: every command of it must succeed. */
  type(block: string): Promise<{ readonly code: number; readonly output: string }> {
    return new Promise((resolve, reject) => {
      const shell = spawn('bash', ['-euo', 'pipefail', '-c', block], {
        cwd: this.folder,
        env: { ...process.env, ...this.env },
      });
      let output = '';
      for (const stream of [shell.stdout, shell.stderr])
        stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
      shell.on('error', reject);
      shell.on('close', (code) => resolve({ code: code ?? -1, output }));
    });
  }

  getUp(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
