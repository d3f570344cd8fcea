import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.join(__dirname, '../../..');
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** A repository of another team: a folder with packages of ours as archives, and with modules. */
export class Outside {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rollcall-consumer-'));

  /** `others` are copies of what a registry has, so that no registry is needed. */
  constructor(packages: readonly string[], others: readonly string[]) {
    const archives = packages.map((name) => {
      const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', this.folder];
      const packed = execFileSync(NPM, [...args, '--workspace', `@rollcall/${name}`], {
        cwd: root,
      });
      const [made] = JSON.parse(String(packed)) as [{ readonly filename: string }];
      return path.join(this.folder, made.filename);
    });
    const copies = others.map((name) => path.join(root, 'node_modules', name));
    fs.writeFileSync(path.join(this.folder, 'package.json'), '{ "private": true }');
    execFileSync(
      NPM,
      [
        'install',
        '--offline',
        '--install-links',
        '--no-audit',
        '--no-fund',
        ...archives,
        ...copies,
      ],
      { cwd: this.folder, stdio: 'pipe' },
    );
  }

  /** The names in node_modules. */
  installed(): string[] {
    const names = fs.readdirSync(path.join(this.folder, 'node_modules'));
    return names.filter((name) => !name.startsWith('.')).sort();
  }

  /** Compiles a program, by its path in this repository, and gives the folder of its `main.js`. */
  compile(program: string, type: 'module' | 'commonjs'): string {
    const own = path.join(this.folder, type);
    fs.mkdirSync(own);
    fs.copyFileSync(path.join(root, program), path.join(own, 'main.ts'));
    fs.writeFileSync(path.join(own, 'package.json'), JSON.stringify({ type }));
    const compilerOptions = {
      target: 'es2022',
      module: 'nodenext',
      strict: true,
      skipLibCheck: false,
      types: ['node'],
    };
    fs.writeFileSync(path.join(own, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    const tsc = path.join(root, 'node_modules/@typescript/native/bin/tsc');
    try {
      execFileSync(process.execPath, [tsc, '-p', own], { stdio: 'pipe' });
    } catch (reason) {
      throw new Error(String((reason as { stdout: Buffer }).stdout));
    }
    return own;
  }

  /** Files of our packages that a build or a test left. */
  strays(): string[] {
    const files = fs.readdirSync(path.join(this.folder, 'node_modules/@rollcall'), {
      recursive: true,
    });
    return files
      .map(String)
      .filter((one) => /spec|fixture|tsbuildinfo|\.map$|(?<!\.d)\.m?ts$/.test(one));
  }

  close(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
