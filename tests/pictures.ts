/**
 * `node tests/pictures.ts DIR`: walks the three roles' screens in a browser and photographs each one at 360×740,
 * 820×1180 and 1280×800, the contractor's in all three languages, for people to look at. With `--docs` it also renews
 * the README's three pictures.
 */
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { CHROMIUM_ARGS, ensureChromium } from './browser.ts';
import setup from './e2e/stack-setup.ts';
import { Stage } from './e2e/stage.ts';
import { Album, SPOKEN } from './pictures/album.ts';
import { concluding, signing } from './pictures/contractor.ts';
import { publicScreens, verifying } from './pictures/everyone.ts';
import { desk, everyScreen } from './pictures/staff.ts';

const out = path.resolve(process.argv[2] ?? 'pictures');
await mkdir(out, { recursive: true });
const end = await setup();
const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_ARGS] });

try {
  const stage = await Stage.open();
  const album = new Album(browser, out);
  for (const [language] of SPOKEN) await publicScreens(album, stage, language);
  for (const [language, words] of SPOKEN) {
    const walk = await signing(album, stage, language, words);
    const tablet = language === 'ja' ? await desk(album, stage, walk.envelope) : null;
    await concluding(album, stage, walk, language, words);
    if (language !== 'easy') await verifying(album, stage, walk.envelope, language);
    if (tablet !== null) await everyScreen(album, stage, tablet, walk.envelope);
    await walk.page.context().close();
  }

  if (process.argv.includes('--docs')) {
    const docs = path.resolve(import.meta.dirname, '../docs/pictures');
    await mkdir(docs, { recursive: true });
    await copyFile(path.join(out, '04-reading-ja-360.png'), path.join(docs, 'contractor.png'));
    await copyFile(path.join(out, '21-list-820.png'), path.join(docs, 'console.png'));
    await copyFile(path.join(out, '31-verified-ja-820.png'), path.join(docs, 'verify.png'));
  }
} finally {
  await browser.close();
  await end();
}
