// Types of the specs: Jest compiles them without looking.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

let failed = false;
for (const group of ['libs', 'apps', 'examples'])
  for (const name of fs.readdirSync(group)) {
    const config = `${group}/${name}/tsconfig.spec.json`;
    if (!fs.existsSync(config)) continue;
    const { status } = spawnSync(
      process.execPath,
      [
        'node_modules/@typescript/native/bin/tsc',
        '-p',
        config,
        '--noEmit',
        '--emitDeclarationOnly',
        'false',
        '--composite',
        'false',
      ],
      { stdio: 'inherit' },
    );
    if (status !== 0) {
      console.error(`types of the specs of ${name} do not fit`);
      failed = true;
    }
  }
process.exit(failed ? 1 : 0);
