/**
 * Checks every import in the tree against the table in `rooms.mjs`.
 *
 * Prints one line for each import that the table does not allow, and exits 1 if there is one. A room is a
 * path prefix (the longest one wins); a file in no room is a fault too, since a new folder needs a decision.
 */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { ROOMS } from '../rooms.mjs';

interface Rule {
  readonly may: readonly string[];
  readonly types?: readonly string[];
}
interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

const rooms: Readonly<Record<string, Rule>> = ROOMS;
const root = path.resolve(import.meta.dirname, '..');

/** The room of a path relative to the root, or null where it lies in none. */
function roomOf(file: string): string | null {
  const inside = Object.keys(rooms).filter((r) => file === r || file.startsWith(`${r}/`));
  return inside.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** Every import, re-export and `import()` of one source text; a Svelte file gives those of its scripts. */
function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  const scripts = file.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((m) => ({
        code: m[1] ?? '',
        firstLine: text.slice(0, m.index).split('\n').length - 1,
      }))
    : [{ code: text, firstLine: 0 }];
  for (const { code, firstLine } of scripts) {
    const source = ts.createSourceFile(file, code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
    const add = (node: ts.Node, specifier: string, typeOnly: boolean) =>
      found.push({
        specifier,
        typeOnly,
        line: firstLine + source.getLineAndCharacterOfPosition(node.getStart()).line + 1,
      });
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
        const clause = node.importClause;
        const named = clause?.namedBindings;
        const allTypes =
          clause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
          (clause !== undefined &&
            clause.name === undefined &&
            named !== undefined &&
            ts.isNamedImports(named) &&
            named.elements.length > 0 &&
            named.elements.every((e) => e.isTypeOnly));
        add(node, node.moduleSpecifier.text, allTypes);
      } else if (
        ts.isExportDeclaration(node) &&
        node.moduleSpecifier &&
        ts.isStringLiteral(node.moduleSpecifier)
      ) {
        add(node, node.moduleSpecifier.text, node.isTypeOnly);
      } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
        if (ts.isStringLiteral(node.argument.literal)) add(node, node.argument.literal.text, true);
      } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
        const [argument] = node.arguments;
        if (argument && ts.isStringLiteral(argument)) add(node, argument.text, false);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

/** What an import names, in the table's words: a path from the root, or a package's (or alias') name. */
function target(file: string, specifier: string): string {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('.')) return path.relative(root, path.resolve(root, path.dirname(file), bare));
  if (bare.startsWith('$lib/')) return `src/lib/${bare.slice('$lib/'.length)}`;
  return bare;
}

/** Whether a pattern of the table (`pkg`, `prefix-*`, `$app/*`, `*`, or a room) covers a target. */
function covers(pattern: string, wanted: string): boolean {
  if (pattern === '*') return true;
  if (pattern.endsWith('*')) return wanted.startsWith(pattern.slice(0, -1));
  return wanted === pattern || wanted.startsWith(`${pattern}/`);
}

const SOURCES = ['src/**/*.{ts,svelte}', 'supabase/**/*.ts', 'tests/**/*.ts'];
// Tests stand beside the code that they exercise; generated types and app-wide declarations belong to nobody.
const FREE = /\.test\.ts$|^src\/app\.d\.ts$|^src\/lib\/core\/platform\.d\.ts$|\.svelte-kit\//;

/** All import faults of the tree, as `file:line: message`. */
function faults(): string[] {
  const lines: string[] = [];
  for (const file of SOURCES.flatMap((p) => globSync(p, { cwd: root })).sort()) {
    if (FREE.test(file) || file.includes('node_modules')) continue;
    const room = roomOf(file);
    if (room === null) {
      lines.push(`${file}: in no room of rooms.mjs`);
      continue;
    }
    const rule = rooms[room] ?? { may: [] };
    for (const { specifier, typeOnly, line } of importsOf(
      file,
      readFileSync(path.join(root, file), 'utf8'),
    )) {
      const wanted = target(file, specifier);
      if (wanted === room || wanted.startsWith(`${room}/`)) continue;
      if (wanted.endsWith('.css') && wanted.startsWith('src/')) continue;
      const allowed = typeOnly ? [...rule.may, ...(rule.types ?? [])] : rule.may;
      if (allowed.some((p) => covers(p, wanted))) continue;
      lines.push(`${file}:${line}: ${room} may not import ${wanted}${typeOnly ? ' (type)' : ''}`);
    }
  }
  return lines;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const found = faults();
  for (const line of found) console.error(line);
  console.log(
    `rooms: ${found.length === 0 ? 'every import is in the table' : `${found.length} not in the table`}`,
  );
  process.exitCode = found.length === 0 ? 0 : 1;
}
