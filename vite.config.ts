import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { defineConfig } from 'vite';
import { pdfjsAssets } from './vite/pdfjs-assets.ts';
import { afterGoodBuildsOnly } from './vite/after-good-builds.ts';
import { heifLicence } from './vite/heif-licence.ts';
import { webManifest } from './vite/web-manifest.ts';

const pdfjs = pdfjsAssets();

export default defineConfig({
  plugins: [
    tailwindcss(),
    sveltekit(),
    pdfjs.plugin,
    heifLicence(),
    afterGoodBuildsOnly(
      SvelteKitPWA({
        strategies: 'injectManifest',
        srcDir: 'src',
        filename: 'service-worker.ts',
        registerType: 'prompt',
        injectRegister: false,
        manifest: webManifest,
        kit: { adapterFallback: '200.html', spa: true },
        injectManifest: {
          globPatterns: [
            'client/**/*.{js,mjs,css,svg,png,webmanifest,wasm,bcmap,pfb,ttf,icc}',
            'prerendered/**/*.html',
          ],
          globIgnores: [
            'server/**',
            'client/service-worker.js',
            'client/icon-maskable-*.png',
            // The decoder of HEIC, which few browsers and few visits need.
            'client/**/{heic.worker-*.js,libheif-*.wasm}',
            'client/screenshot-*.png',
          ],
          maximumFileSizeToCacheInBytes: 4_000_000,
        },
      }),
    ),
  ],
  define: { __PDFJS_ASSETS__: JSON.stringify(pdfjs.base) },
  build: { target: ['es2022', 'safari16.4', 'chrome111', 'firefox115'] },
  worker: { format: 'es' },
});
