/**
 * The scripts that every route of the finished build loads before its first paint, from Vite's manifest and
 * SvelteKit's generated nodes. Plain JavaScript, since size-limit loads it by itself.
 */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const generated = '.svelte-kit/generated/client-optimized';

/** @returns {{ route: string, files: string[] }[]} files relative to the root, sorted by route. */
export function firstPaint() {
  const client = path.join(root, '.svelte-kit/output/client');
  const manifest = JSON.parse(readFileSync(path.join(client, '.vite/manifest.json'), 'utf8'));

  /** @param {string} key @param {Set<string>} into */
  const closure = (key, into) => {
    const entry = manifest[key];
    if (entry === undefined || into.has(entry.file)) return;
    into.add(entry.file);
    for (const next of entry.imports ?? []) closure(next, into);
  };

  const nodes = readdirSync(path.join(root, generated, 'nodes')).filter((name) => name.endsWith('.js'));
  const source = (name) => readFileSync(path.join(root, generated, 'nodes', name), 'utf8');
  const routeFile = (name) => /from "(?:\.\.\/)*(src\/routes\/[^"]+\.svelte)"/.exec(source(name))?.[1];
  const start = Object.keys(manifest).filter((key) =>
    /(entry\/start|client-optimized\/app|runtime\/client\/entry)\.js$/.test(key),
  );

  const routes = [];
  for (const name of nodes) {
    const page = routeFile(name);
    if (page === undefined || !page.endsWith('+page.svelte')) continue;
    const files = new Set();
    for (const key of start) closure(key, files);
    for (const other of nodes) {
      const layout = routeFile(other);
      const above =
        layout?.endsWith('+layout.svelte') && page.startsWith(layout.slice(0, -'+layout.svelte'.length));
      if (above || other === name) closure(`${generated}/nodes/${other}`, files);
    }
    const route = page.slice('src/routes'.length, -'/+page.svelte'.length) || '/';
    routes.push({ route, files: [...files].map((f) => path.relative(root, path.join(client, f))) });
  }
  return routes.sort((a, b) => a.route.localeCompare(b.route));
}
