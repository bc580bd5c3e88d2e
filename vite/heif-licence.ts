import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);

/**
 * Puts the licence of libheif (LGPL-3.0) and of its JavaScript beside the decoder in the build, as §4 of that licence
 * asks of whoever passes it on.
 */
export function heifLicence(): Plugin {
  return {
    name: 'shomei:heif-licence',
    async generateBundle() {
      if (this.environment.name !== 'client') return;
      const root = require.resolve('libheif-js/package.json').replace(/package\.json$/, '');
      const texts = await Promise.all(
        ['libheif-wasm/LICENSE', 'LICENSE'].map((file) => readFile(`${root}${file}`, 'utf8')),
      );
      this.emitFile({
        type: 'asset',
        fileName: '_app/immutable/libheif.LICENSE.txt',
        source: texts.join('\n\n'),
      });
    },
  };
}
