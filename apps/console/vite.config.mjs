import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

// Scripts and styles are files of their own: the gateway's content policy allows nothing inline.
export default defineConfig({
  root: here('.'),
  base: '/console/',
  publicDir: here('./public'),
  resolve: { alias: { '@rollcall/protocol': here('../../libs/protocol/src/index.ts') } },
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  // `vite` in this folder shows changes at once against a running gateway.
  server: { proxy: { '/admin': 'http://127.0.0.1:3000' } },
});
