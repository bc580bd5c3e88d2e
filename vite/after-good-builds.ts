import { existsSync } from 'node:fs';
import type { Plugin } from 'vite';

const BUILT = '.svelte-kit/output/client/_app/version.json';

/**
 * Keeps plugins from finishing a build that has failed. Vite closes the bundle then too; the service worker's step
 * would stumble over the missing files and its error would hide the real one.
 */
export function afterGoodBuildsOnly(plugins: Plugin[]): Plugin[] {
  return plugins.map((plugin) => {
    const { closeBundle } = plugin;
    if (typeof closeBundle !== 'object') return plugin;
    const { handler } = closeBundle;
    return {
      ...plugin,
      closeBundle: {
        ...closeBundle,
        async handler(...args) {
          if (existsSync(BUILT)) await handler.apply(this, args);
        },
      },
    };
  });
}
