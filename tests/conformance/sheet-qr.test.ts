import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import jsqr from 'jsqr';
import { expect, test } from 'vitest';
import { checkSheetToken, jwkThumbprint, type SheetClaim } from '../../src/lib/core/certificate/index.ts';
import { printCertificate } from '../../src/lib/core/print/index.ts';
import { sampleCertificate } from '../../src/lib/core/print/sample-certificate.ts';
import { CERTIFICATE_JA } from '../../src/lib/messages/certificate.ts';
import { localSheetKey, sheetLink } from '../../supabase/functions/_shared/sheet-key.ts';

const absent = spawnSync('pdftoppm', ['-v']).error !== undefined;
if (absent) console.warn('skipped, not installed: pdftoppm');

/** What another program's decoder reads from the first page as another program draws it. */
function scan(pdf: Uint8Array, dotsPerInch: number): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'sheet-qr-'));
  try {
    writeFileSync(join(folder, 'sheet.pdf'), pdf);
    const args = ['-r', String(dotsPerInch), '-gray', '-f', '1', '-l', '1', '-singlefile'];
    spawnSync('pdftoppm', [...args, join(folder, 'sheet.pdf'), join(folder, 'page')]);
    const image = readFileSync(join(folder, 'page.pgm'));
    const [head, width = '', height = ''] =
      /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(image.toString('latin1')) ?? [];
    const gray = image.subarray(head?.length ?? 0);
    const pixels = new Uint8ClampedArray(gray.length * 4);
    gray.forEach((value, at) => pixels.set([value, value, value, 255], 4 * at));
    return jsqr(pixels, Number(width), Number(height))?.data;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test.skipIf(absent)(
  'M52: the printed QR scans and says whose sheet it is, checked with the published key',
  async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = await localSheetKey(new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' })));
    const content = sampleCertificate(2);
    const claim: SheetClaim = {
      kind: 'certificate',
      certificateId: content.certificateId,
      sha256Hex: createHash('sha256').update('contract').digest('hex'),
      length: 50_000_000,
      signerCount: 2,
      managementLabel: content.envelope.managementLabel,
      concludedAt: content.concludedAt,
    };
    const link = await sheetLink('https://a-rather-long-name.city.example', key, claim);
    const font = (weight: string) =>
      new Uint8Array(
        readFileSync(
          fileURLToPath(
            import.meta.resolve(`@expo-google-fonts/noto-sans-jp/${weight}/NotoSansJP_${weight}.ttf`),
          ),
        ),
      );
    const fonts = { regular: font('400Regular'), bold: font('700Bold') };
    const scanned = scan(await printCertificate(content, CERTIFICATE_JA, fonts, link), 200);
    expect(scanned).toBe(link);
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const jwk = { kty: 'EC', crv: 'P-256', x, y } as const;
    const term = { notBefore: '2026-01-01T00:00:00Z', notAfter: '2036-01-01T00:00:00Z', testOnly: true };
    const published = { kid: await jwkThumbprint(jwk), jwk, ...term };
    const token = new URL(scanned ?? '').hash.replace('#c=', '');
    const at = new Date('2026-06-01T00:00:00Z');
    expect(await checkSheetToken(token, [published], at)).toEqual({
      ok: true,
      value: { claim, key: published },
    });
  },
);
