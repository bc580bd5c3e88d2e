import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** A test by its title, with the titles of the groups it stands in. */
export interface Title {
  readonly file: string;
  readonly title: string;
}

const RUNNERS = ['test', 'it', 'describe'];

/** The runner's name at the root of `test`, `it.each(…)`, `test.describe.serial`…; undefined for other calls. */
function runnerOf(call: ts.CallExpression): { root: string; path: readonly string[] } | undefined {
  const path: string[] = [];
  let at: ts.Expression = call.expression;
  for (;;) {
    if (ts.isPropertyAccessExpression(at)) {
      path.unshift(at.name.text);
      at = at.expression;
    } else if (ts.isCallExpression(at) || ts.isTaggedTemplateExpression(at)) {
      at = ts.isCallExpression(at) ? at.expression : at.tag;
    } else break;
  }
  return ts.isIdentifier(at) && RUNNERS.includes(at.text) ? { root: at.text, path } : undefined;
}

/** Titles of the tests in one TypeScript file; a skipped test has none. */
function typescriptTitles(file: string, text: string): Title[] {
  const found: Title[] = [];
  const visit = (node: ts.Node, above: string): void => {
    let inside = above;
    if (ts.isCallExpression(node)) {
      const runner = runnerOf(node);
      const first = node.arguments[0];
      if (runner && first && (ts.isStringLiteralLike(first) || ts.isTemplateExpression(first))) {
        if (runner.path.some((name) => name === 'skip' || name === 'fixme' || name === 'todo')) return;
        const title = ts.isStringLiteralLike(first) ? first.text : first.getText();
        const isGroup = runner.root === 'describe' || runner.path.includes('describe');
        if (isGroup) inside = `${above}${title} › `;
        else found.push({ file, title: `${above}${title}` });
      }
    }
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), '');
  return found;
}

/** Descriptions of the assertions in one pgTAP file: its string literals that begin with an ID. */
function pgtapTitles(file: string, text: string): Title[] {
  return [...text.matchAll(/'((?:[ML]\d{1,2}(?:, )?)+: (?:[^']|'')*)'/g)].map((match) => ({
    file,
    title: (match[1] ?? '').replaceAll("''", "'"),
  }));
}

/**
 * Titles of the tests in a file.
 *
 * @param file - `….ts` (vitest, Playwright) or `….test.sql` (pgTAP), as it is to be named.
 */
export function titlesIn(file: string, text = readFileSync(file, 'utf8')): Title[] {
  return file.endsWith('.sql') ? pgtapTitles(file, text) : typescriptTitles(file, text);
}

/** IDs that a title names, each by itself: there are no ranges, since nobody checks what lies inside one. */
export function idsIn(title: string): string[] {
  return [...title.matchAll(/(?<![\w-])[ML][1-9]\d?(?![\w-])/g)].map(([id]) => id);
}
