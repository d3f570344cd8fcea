// Types of the specs, which Jest compiles without a check, and of the tools, which are not compiled.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

const specs = ['libs', 'apps', 'examples'].flatMap((group) =>
  fs.readdirSync(group).map((name) => `${group}/${name}/tsconfig.spec.json`),
);
const tsc = 'node_modules/@typescript/native/bin/tsc';
const only = ['--noEmit', '--emitDeclarationOnly', 'false', '--composite', 'false'];

const failed = [...specs, 'tools/tsconfig.json'].filter((config) => {
  if (!fs.existsSync(config)) return false;
  const args = [tsc, '-p', config, ...only];
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0;
});
for (const config of failed) console.error(`the types of ${config} do not fit`);
process.exit(failed.length > 0 ? 1 : 0);
