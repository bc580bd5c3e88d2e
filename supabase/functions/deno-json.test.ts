import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const readJson = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

const { imports } = readJson('supabase/functions/deno.json') as { imports: Record<string, string> };
const { packages } = readJson('package-lock.json') as {
  packages: Record<string, { name?: string; version: string }>;
};

test.each(Object.entries(imports))('maps %s to the very package that the lock has (%s)', (name, target) => {
  const locked = packages[`node_modules/${name}`];
  if (locked === undefined) throw new Error(`${name} is not locked`);
  expect(target).toBe(`npm:${locked.name ?? name}@${locked.version}`);
});

test('maps every package that the functions and what they share import', () => {
  const folders = ['supabase/functions', ...['core', 'domain', 'messages'].map((room) => `src/lib/${room}`)];
  const bare = new Set<string>();
  for (const folder of folders) {
    for (const file of readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.endsWith('.d.ts')) continue;
      const text = readFileSync(path.join(root, folder, file), 'utf8');
      for (const match of text.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^'.][^']*)'/gm)) {
        const [, specifier = ''] = match;
        if (!specifier.startsWith('node:')) bare.add(specifier);
      }
    }
  }
  expect([...bare].filter((specifier) => !(specifier in imports))).toEqual([]);
});
