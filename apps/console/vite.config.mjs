import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The component library brings its few words in thirty languages; the console has two, and the others
 * would be loaded with every screen.
 */
const otherLanguages = {
  name: 'other-languages',
  load: (id) =>
    /\/react-aria(?:-components)?\/dist\/private\/intl\/(?:.*\/)?(?!en-US|fr-FR)[a-z]{2}-[A-Z]{2}\.mjs$/.test(
      id,
    )
      ? 'export default {};'
      : undefined,
};

// Scripts and styles are files of their own: the gateway's content policy allows nothing inline.
export default defineConfig({
  root: here('.'),
  base: '/console/',
  publicDir: false,
  plugins: [otherLanguages],
  resolve: { alias: { '@rollcall/protocol': here('../../libs/protocol/src/index.ts') } },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Which file loads which (console-weight.spec.ts). A name with a dot is not served.
    manifest: '.manifest.json',
  },
  // `vite` in this folder shows changes at once against a running gateway.
  server: { proxy: { '/admin': 'http://127.0.0.1:3000' } },
});
