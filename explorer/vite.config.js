import { defineConfig } from 'vite';

import { deutsch } from './deutsch/plugin.js';
import { beilagen } from './lizenzen.js';

// hatch_build.py names the folder; by hand the bundle goes where the server looks for it.
const ziel = process.env.LEITLINIEN_EXPLORER_ZIEL ?? '../leitlinien/web/_explorer';

// all in one folder, named after their content, so that a browser may keep them for good
const namen = {
  entryFileNames: '[name]-[hash].js',
  chunkFileNames: '[name]-[hash].js',
  assetFileNames: '[name]-[hash][extname]',
};

export default defineConfig({
  base: './', // the page may live under any path prefix
  publicDir: false,
  plugins: [deutsch('seite'), beilagen()],
  worker: {
    format: 'es',
    plugins: () => [deutsch('worker')],
    rollupOptions: { output: namen },
  },
  build: {
    outDir: ziel,
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    assetsInlineLimit: 0, // no data: addresses, the page's policy allows none
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 6000, // the editor is one piece
    manifest: 'manifest.json',
    license: { fileName: 'LIZENZEN.md' },
    rollupOptions: {
      input: 'src/seite.jsx',
      // "use client" and its like mean something to other frameworks only
      onwarn: (warnung, weiter) => warnung.code === 'MODULE_LEVEL_DIRECTIVE' || weiter(warnung),
      output: namen,
    },
  },
});
