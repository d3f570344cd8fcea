// node docker/assemble.mjs APP SRC INSTALLED OUT: what an image of one app holds, and nothing else.
// SRC: the built checkout. INSTALLED: `npm ci --omit=dev --workspace apps/APP` was run there.
import fs from 'node:fs';
import path from 'node:path';
import { HEAPS } from './heaps.mjs';
import { sbomOf } from './sbom.mjs';

const [app = '', src = '', installed = '', out = ''] = process.argv.slice(2);

/** Not read when it runs: types, maps, prose. Licences stay. */
const unread =
  /(\.d\.[cm]?ts|\.map|\.tsbuildinfo|(^|\/)(readme|changelog|history)[^/]*\.md|\.made-of)$/i;

/** @param {string} from @param {string} to */
const copy = (from, to) =>
  fs.cpSync(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => !unread.test(file),
  });

copy(path.join(installed, 'node_modules'), path.join(out, 'node_modules'));
copy(path.join(installed, 'docker'), path.join(out, 'docker'));
for (const name of ['assemble', 'heaps', 'sbom']) fs.rmSync(path.join(out, `docker/${name}.mjs`));
const heap = Object.entries(HEAPS).find(([name]) => name === app)?.[1];
if (heap) fs.writeFileSync(path.join(out, 'docker/heap'), String(heap));

// npm links our own projects into node_modules: exactly those that the app needs.
const links = path.join(out, 'node_modules/@rollcall');
for (const name of fs.readdirSync(links)) {
  const folder = path.relative(
    installed,
    path.resolve(
      path.join(installed, 'node_modules/@rollcall'),
      fs.readlinkSync(path.join(links, name)),
    ),
  );
  fs.mkdirSync(path.join(out, folder), { recursive: true });
  fs.copyFileSync(path.join(src, folder, 'package.json'), path.join(out, folder, 'package.json'));
  copy(path.join(src, folder, 'dist'), path.join(out, folder, 'dist'));
}

// The gateway serves the console's files: a build that made none must not become an image.
if (app === 'scim-gateway') {
  const page = 'apps/console/dist';
  if (!fs.existsSync(path.join(src, page, 'index.html')))
    throw new Error(`There is no ${page}/index.html: the console was not built.`);
  copy(path.join(src, page), path.join(out, page));
}

fs.copyFileSync(path.join(src, 'LICENSE'), path.join(out, 'LICENSE'));

fs.writeFileSync(
  path.join(out, 'sbom.cdx.json'),
  `${JSON.stringify(sbomOf(installed, app), null, 2)}\n`,
);
