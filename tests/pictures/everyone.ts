import type { Page } from '@playwright/test';
import { VERIFY_EN } from '../../src/lib/messages/verify-en.ts';
import { VERIFY_JA } from '../../src/lib/messages/verify.ts';
import type { Language } from '../../src/lib/data/preferences.ts';
import type { SentEnvelope, Stage } from '../e2e/stage.ts';
import type { Album } from './album.ts';

/** A demo municipality whose form is open to everybody. */
const PLACE = '032166';
const SCREENS = [
  ['01-home', ''],
  ['33-help', 'help'],
  ['34-help-compare', 'help/compare'],
  ['34a-help-manual', 'help/manual'],
  ['34b-help-security', 'help/security'],
  ['35-help-faq', 'help/faq'],
  ['36-faq', `help/faq/${PLACE}`],
  ['37-inquiry', `help/inquiry/${PLACE}`],
  ['38-apply', 'apply'],
  ['39-apply-form', `apply/${PLACE}`],
  ['53-library', 'library'],
] as const;

/** What needs no link and no account. */
export async function publicScreens(album: Album, stage: Stage, language: Language): Promise<void> {
  const page = await album.visitor(language);
  for (const [name, screen] of SCREENS) {
    await page.goto(`${stage.facts.url}/${screen}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await album.shootWhole(page, `${name}-${language}`);
  }
}

/** The verify page: empty, with a contract and its certificate, and with a changed octet. */
export async function verifying(
  album: Album,
  stage: Stage,
  envelope: SentEnvelope,
  language: 'ja' | 'en',
): Promise<void> {
  const words = language === 'en' ? VERIFY_EN : VERIFY_JA;
  const holder = stage.holder(envelope.token);
  const { documents, certificates } = await holder.view();
  const one = documents[0]?.id ?? '';
  const certificate = certificates.find((row) => row.certifiesDocumentId === one)?.id ?? '';
  const file = async (name: string, at: string) => ({
    name,
    mimeType: 'application/pdf',
    buffer: Buffer.from((await holder.octets(at)).bytes),
  });
  const contract = await file('工事請負契約書.pdf', `/documents/${one}/concluded`);
  const sheet = await file('電子契約締結証明書.pdf', `/documents/${certificate}/certificate`);
  const page: Page = await album.visitor(language);
  await album.visit(page, `${stage.facts.url}/verify`, `30-verify-${language}`);
  await page.getByTestId('files').setInputFiles([contract, sheet]);
  await page.getByText(words.summary(2)).waitFor({ state: 'attached' });
  await album.shootWhole(page, `31-verified-${language}`);
  await page.getByRole('button', { name: words.clear }).click();
  const flipped = { ...contract, buffer: Buffer.from(contract.buffer) };
  flipped.buffer[100] = (flipped.buffer[100] ?? 0) ^ 1;
  await page.getByTestId('files').setInputFiles([flipped]);
  await page.getByText(words.summary(1)).waitFor({ state: 'attached' });
  await album.shoot(page, `32-changed-${language}`);
}
