import type { Page } from '@playwright/test';
import { CONSOLE_JA } from '../../src/lib/messages/console-screens.ts';
import { signIn } from '../e2e/one-time-codes.ts';
import type { SentEnvelope, Stage } from '../e2e/stage.ts';
import type { Album } from './album.ts';

const SCREENS = [
  'waiting',
  'cases',
  'cases/new',
  'cases/import',
  'ledger',
  'log',
  'members',
  'rules',
  'texts',
  'inquiries',
  'renewal',
  'signing',
  'health',
  'bulk',
  'templates',
];

/** Signs in and photographs the console around one envelope that has been sent. */
export async function desk(album: Album, stage: Stage, envelope: SentEnvelope): Promise<Page> {
  const { url } = stage.facts;
  const tablet = await album.visitor();
  await tablet.goto(`${url}/login`);
  await tablet.getByLabel(CONSOLE_JA.signIn.email).waitFor();
  await album.shoot(tablet, '20-login');
  await signIn(tablet, stage.facts, 'admin', 'takizawa');
  await tablet.getByRole('link', { name: envelope.title }).first().waitFor();
  await album.shoot(tablet, '21-list');
  await tablet.goto(`${url}/console/new`);
  await tablet.getByRole('button', { name: CONSOLE_JA.form.send, exact: true }).waitFor();
  await album.shootWhole(tablet, '22-new');
  await tablet.goto(`${url}/console/envelopes/${envelope.id}`);
  await tablet.getByText(envelope.email).first().waitFor();
  await album.shootWhole(tablet, '23-envelope');
  return tablet;
}

/** The envelope once it is concluded, and every other screen of the console. */
export async function everyScreen(
  album: Album,
  stage: Stage,
  tablet: Page,
  envelope: SentEnvelope,
): Promise<void> {
  const { url } = stage.facts;
  await tablet.goto(`${url}/console/envelopes/${envelope.id}`);
  await tablet.getByRole('heading', { name: CONSOLE_JA.envelope.certificates }).waitFor();
  await album.shootWhole(tablet, '24-concluded');
  for (const [at, screen] of SCREENS.entries()) {
    await tablet.goto(`${url}/console/${screen}`);
    await tablet.getByRole('heading', { level: 1 }).waitFor();
    await album.shootWhole(tablet, `${String(40 + at)}-${screen.replace('/', '-')}`);
  }
  await tablet.goto(`${url}/console/cases`);
  const cases = tablet.getByRole('main').getByRole('link');
  await cases
    .filter({ hasText: /試験|工事/ })
    .first()
    .click();
  await tablet.getByRole('heading', { level: 1 }).waitFor();
  await album.shootWhole(tablet, '60-case');
  await tablet.goto(`${tablet.url()}/edit`);
  await tablet.getByRole('heading', { level: 1 }).waitFor();
  await album.shootWhole(tablet, '61-case-edit');
}
