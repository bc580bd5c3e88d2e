/** How a vector's unsigned file departs from the plain one. */
export type PlainFile = Readonly<{
  header?: string;
  /** Members added to the catalog, the second page, or the trailer. */
  catalog?: string;
  page?: string;
  /** Further objects as bodies, numbered from 7. */
  objects?: readonly string[];
  /** Adds a cross-reference stream (object 7) that places object 5 elsewhere than the table does. */
  hybrid?: boolean;
}>;

const STREAM =
  '<</Type /XRef /Size 8 /W [1 4 1] /Index [5 1] /Length 6>>\nstream\n\u0001\0\0\0\u000f\0\nendstream';

/** A two-page contract written by hand, so that each octet of a vector is known: no compression, one xref table. */
export function plainFile(edits: PlainFile = {}): Uint8Array {
  const text = 'BT /F1 18 Tf 72 700 Td (Price: 1,000,000 yen) Tj ET';
  const bodies = [
    `<</Type /Catalog /Pages 2 0 R ${edits.catalog ?? ''}>>`,
    '<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2>>',
    '<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources <</Font <</F1 6 0 R>>>>>>',
    `<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${edits.page ?? ''}>>`,
    `<</Length ${String(text.length)}>>\nstream\n${text}\nendstream`,
    '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>',
    ...(edits.objects ?? []),
    ...(edits.hybrid === true ? [STREAM] : []),
  ];
  let file = `${edits.header ?? '%PDF-1.7'}\n`;
  const offsets = bodies.map((body, index) => {
    const offset = file.length;
    file += `${String(index + 1)} 0 obj\n${body}\nendobj\n`;
    return offset;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
  const hybrid = edits.hybrid === true ? ` /XRefStm ${String(offsets.at(-1) ?? 0)}` : '';
  const size = String(bodies.length + 1);
  file +=
    `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}` +
    `trailer\n<</Size ${size} /Root 1 0 R${hybrid}>>\nstartxref\n${String(file.length)}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(file, 'latin1'));
}
