import { readFileSync } from 'node:fs';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { expect, test } from './stage.ts';

const { landing, guide, reading, checklist, guarantee: G } = SIGN_JA;
/** 240×320 once turned; its Exif names a maker and a place. */
const lying = readFileSync(new URL('../../src/lib/pictures/lying.heic', import.meta.url));

test('M15: a HEIC photo is taken where the browser cannot decode it: upright, and without the place', async ({
  page,
  stage,
}) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }], undefined, {}, true);
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (/heic|libheif/.test(request.url())) fetched.push(request.url());
  });
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await page.getByRole('button', { name: landing.begin }).click();
  await page
    .getByRole('dialog', { name: guide.title })
    .getByRole('button', { name: guide.close })
    .last()
    .click();
  await page.getByRole('button', { name: new RegExp(reading.checklist) }).click();
  await page.getByRole('button', { name: new RegExp(checklist.guarantee) }).click();
  const dialog = page.getByRole('dialog', { name: G.title });
  await dialog.getByRole('radio', { name: G.kinds.security.label }).check();
  expect(fetched).toEqual([]);

  const choose = dialog.getByLabel(G.paper.choose);
  await choose.setInputFiles({ name: 'IMG_0001.HEIC', mimeType: 'image/heic', buffer: lying });
  const shown = dialog.getByRole('img', { name: G.paper.page(1) });
  await expect(shown).toBeVisible({ timeout: 60_000 });
  expect(fetched).toHaveLength(2);
  const kept = await shown.evaluate(async (image: HTMLImageElement) => {
    const octets = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
    return {
      size: [image.naturalWidth, image.naturalHeight],
      text: String.fromCharCode(...octets),
    };
  });
  expect(kept.size).toEqual([240, 320]);
  expect(kept.text).not.toMatch(/Exif|TESTMAKER/);
  expect(kept.text.slice(0, 2)).toBe('\u00ff\u00d8');

  const damaged = lying.subarray(0, 700);
  await choose.setInputFiles({ name: 'IMG_0002.HEIC', mimeType: 'image/heic', buffer: damaged });
  await expect(dialog.getByRole('alert')).toContainText(REFUSAL_JA.PICTURE_UNREADABLE.happened);
  await expect(shown).toBeVisible();
});
