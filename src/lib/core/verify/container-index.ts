import { dictOf, type PdfFile, type PdfObject } from '../pdf/index.ts';

const MAX_CONTAINERS = 50_000;
const MAX_DEPTH = 3;
// What the form and the stores hold by way of dictionaries: fields are looked at one by one elsewhere.
const HOLDERS: readonly string[] = ['AcroForm', 'DSS', 'Extensions'];

/**
 * Objects that a revision's form, security store and extensions are made of, and the appearances of what it changed:
 * the ones of which `RevisionDifference.isOwn` is asked.
 */
export function containers(file: PdfFile, at: number, changed: ReadonlySet<number>): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (object: PdfObject | undefined, depth: number): void => {
    if (!object || found.size >= MAX_CONTAINERS || depth > MAX_DEPTH) return;
    if (object.kind === 'ref') found.add(object.num);
    const resolved = file.resolve(object, at);
    if (resolved.kind !== 'dict') return;
    for (const [key, value] of resolved.entries) if (key !== 'Fields') visit(value, depth + 1);
  };
  const catalog = file.catalog(at);
  for (const key of HOLDERS) visit(catalog?.entries.get(key), 0);
  const fields = file.getDict(catalog, 'AcroForm', at)?.entries.get('Fields');
  if (fields?.kind === 'ref') found.add(fields.num);
  for (const num of changed) {
    const appearance = dictOf(file.object(num, at)?.value)?.entries.get('AP');
    if (appearance?.kind === 'ref') found.add(appearance.num);
  }
  return found;
}
