import { createReadStream } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);
const packageFile = require.resolve('pdfjs-dist/package.json');
const root = dirname(packageFile);
const { version } = require(packageFile) as { version: string };

/** Character maps of the Adobe-Japan1 collection. The other scripts' (0.7 MB) never occur in a Japanese contract. */
const JAPANESE_CMAP =
  /^(78|78ms|83pv|90ms|90msp|90pv|Add|Adobe-Japan1|EUC|Ext|Hankaku|Hiragana|Katakana|NWP|RKSJ|Roman|UniJIS|UniJIS2004|UniJISPro|UniJISX0213|UniJISX02132004|WP-Symbol|H|V)([.-].*)?\.bcmap$/;

const FOLDERS: readonly { readonly name: string; readonly wanted: (file: string) => boolean }[] = [
  { name: 'cmaps', wanted: (file) => JAPANESE_CMAP.test(file) || file === 'LICENSE' },
  { name: 'standard_fonts', wanted: () => true },
  // The .js files beside them are fallbacks that need eval, which the content security policy forbids.
  { name: 'wasm', wanted: (file) => !file.endsWith('.js') && !file.startsWith('quickjs') },
  { name: 'iccs', wanted: () => true },
];

async function listFiles(): Promise<readonly string[]> {
  const lists = await Promise.all(
    FOLDERS.map(async ({ name, wanted }) =>
      (await readdir(join(root, name))).filter(wanted).map((file) => `${name}/${file}`),
    ),
  );
  return lists.flat().sort();
}

/**
 * Serves what pdf.js loads at run time (character maps, standard fonts, decoders) from the app's own origin.
 *
 * @returns the plugin, and the absolute URL path under which the folders lie; the version in it makes them immutable.
 */
export function pdfjsAssets(): { readonly plugin: Plugin; readonly base: string } {
  const folder = `_app/immutable/pdfjs-${version}`;
  return {
    base: `/${folder}/`,
    plugin: {
      name: 'shomei:pdfjs-assets',
      configureServer(server) {
        server.middlewares.use((request, response, next) => {
          const path = (request.url ?? '').split('?')[0] ?? '';
          const file = path.startsWith(`/${folder}/`) ? path.slice(folder.length + 2) : undefined;
          if (file === undefined || !/^[a-z_]+\/[\w.-]+$/.test(file)) return next();
          if (file.endsWith('.wasm')) response.setHeader('content-type', 'application/wasm');
          createReadStream(join(root, file))
            .on('error', () => next())
            .pipe(response);
        });
      },
      async generateBundle() {
        if (this.environment.name !== 'client') return;
        for (const file of await listFiles())
          this.emitFile({
            type: 'asset',
            fileName: `${folder}/${file}`,
            source: await readFile(join(root, file)),
          });
      },
    },
  };
}
