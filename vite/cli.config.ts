import { builtinModules } from 'node:module';
import { defineConfig } from 'vite';

/** `npm run build:cli`: the verify command as one file without imports, for Node 20 and later (`build/verify.mjs`). */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'src/cli/verify.ts',
    outDir: 'build',
    // The site's own build stays.
    emptyOutDir: false,
    target: 'node20',
    rolldownOptions: {
      external: [...builtinModules, /^node:/],
      output: { entryFileNames: 'verify.mjs', codeSplitting: false },
    },
  },
  ssr: { noExternal: true },
});
