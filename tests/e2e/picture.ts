import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';

const SIZES = [
  [360, 740],
  [820, 1180],
  [1280, 800],
] as const;

/** Photographs a screen in the three sizes where `SHOMEI_PICTURES` names a folder; else does nothing. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOMEI_PICTURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await page.screenshot({ path: path.join(folder, `${name}-${String(width)}.png`), fullPage: true });
  }
  if (before !== null) await page.setViewportSize(before);
}
