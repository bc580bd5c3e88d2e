import type { Locator } from '@playwright/test';
import { addDays } from '../../src/lib/domain/calendar-date.ts';
import { csvText } from '../../src/lib/domain/csv.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import { BULK_JA } from '../../src/lib/messages/bulk.ts';
import { APPLICATION_REFUSAL_JA, CASES_JA } from '../../src/lib/messages/cases.ts';
import { test } from './desk.ts';
import { manyCases } from './many-cases.ts';
import { samplePdf } from './sample-pdf.ts';
import { shiftJis } from './shift-jis.ts';
import { expect } from './stage.ts';

const T = BULK_JA;
const CSV = CASES_JA.csv;
const ROWS = 1000;
const HEAD = ['案件番号', '封筒名', '契約締結日', '契約金額', '契約区分', '署名期限', '文書ファイル'];

/** The row of a table of faults that names a physical line and says all of this of it. */
function named(faults: Locator, line: number, ...words: readonly string[]): Locator {
  const own = faults.getByRole('row').filter({
    has: faults.page().getByRole('cell', { name: String(line), exact: true }),
  });
  return words.reduce((row, word) => row.filter({ hasText: word }), own);
}

/** Leaves how long something took with the report of the test (docs/figures.md). */
function took(what: string, began: number): void {
  const description = `${String(Math.round(performance.now() - began))} ms`;
  test.info().annotations.push({ type: what, description });
  if (process.env['SHOMEI_FIGURES'] !== undefined) process.stdout.write(`${what}: ${description}\n`);
}

test('M85, M83: of a thousand rows every faulty one is named at once, a thousand good ones are previewed, and a run goes on after a reload', async ({
  page,
  stage,
}) => {
  test.slow();
  const { url } = stage.facts;
  const today = japanDate(new Date());
  const rows = (await manyCases(stage, ROWS)).map((number, at) => [
    number,
    `一括 ${String(at + 1)}`,
    today,
    String(1000 + at),
    '本契約',
    addDays(today, 14),
    '契約書.pdf',
  ]);
  const text = (lines: readonly (readonly string[])[]) => csvText([HEAD, ...lines]).replace('\ufeff', '');
  const file = (buffer: Buffer) => ({ name: '契約.csv', mimeType: 'text/csv', buffer });
  const inputs = page.locator('input[type=file]');
  const faults = page.getByRole('table', { name: T.faultsCaption });

  await page.goto(`${url}/console/bulk`);
  const pdf = {
    name: '契約書.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from(await samplePdf('contract', 1)),
  };
  await inputs.nth(1).setInputFiles(pdf);

  // The physical line of a row is one more than its place: the headings stand on the first.
  const spoiled = rows
    .with(0, (rows[0] ?? []).with(2, '2026-02-30').with(3, '百万円'))
    .with(499, (rows[499] ?? []).with(0, 'ない案件'))
    .with(998, (rows[998] ?? []).with(6, 'ない.pdf'))
    .with(999, (rows[999] ?? []).with(5, addDays(today, -1)));
  await inputs.nth(0).setInputFiles(file(shiftJis(text(spoiled))));
  await expect(page.getByText(T.faults(4))).toBeVisible({ timeout: 60_000 });
  await expect(named(faults, 2, T.column.contractOn, T.faultReason.NOT_A_DATE)).toHaveCount(1);
  await expect(named(faults, 2, T.column.amount, T.faultReason.NOT_AN_AMOUNT)).toHaveCount(1);
  await expect(named(faults, 501, T.column.caseNumber, T.faultReason.CASE_UNKNOWN)).toHaveCount(1);
  await expect(named(faults, 1000, T.column.files, 'ない.pdf')).toHaveCount(1);
  await expect(named(faults, 1001, T.needs('署名期限'))).toHaveCount(1);
  await expect(faults.getByRole('row')).toHaveCount(6);

  const began = performance.now();
  await inputs.nth(0).setInputFiles(file(Buffer.from(text(rows))));
  await expect(page.getByRole('progressbar', { name: T.checking })).toBeVisible();
  await page.getByRole('button', { name: T.confirm(ROWS) }).waitFor({ timeout: 60_000 });
  took('preview of 1,000 rows', began);

  await page.getByRole('radio', { name: T.modes.draft }).check();
  await page.getByRole('button', { name: T.confirm(ROWS) }).click();
  await page.getByRole('button', { name: T.start, exact: true }).click();
  // Two or more: on a quick machine the second one is passed between two looks.
  await expect
    .poll(() => page.getByText(T.states.made, { exact: true }).count(), { timeout: 60_000 })
    .toBeGreaterThanOrEqual(2);
  await page.reload();
  await expect(page.getByText(T.filesAgain)).toBeVisible();
  const made = (): Promise<number> => page.getByText(T.states.made, { exact: true }).count();
  const done = await made();
  expect(done).toBeGreaterThanOrEqual(2);
  await inputs.first().setInputFiles(pdf);
  await expect.poll(made, { timeout: 60_000 }).toBeGreaterThan(done);
});

test('M11: of a thousand applications every faulty row is named at once, and a thousand good ones are registered', async ({
  page,
  stage,
}) => {
  test.slow();
  const today = japanDate(new Date());
  const rows = (await manyCases(stage, ROWS, false)).map((number, at) => [
    number,
    today,
    '株式会社試験建設',
    '試験 太郎',
    `many-${String(at)}@contractor.example`,
  ]);
  const text = (lines: readonly (readonly string[])[]) =>
    csvText([['案件番号', '受付日', '会社名', '名義人', 'メールアドレス'], ...lines]).replace('\ufeff', '');
  const file = (buffer: Buffer) => ({ name: '申請.csv', mimeType: 'text/csv', buffer });
  const input = page.locator('input[type=file]');
  const faults = page.getByRole('table', { name: CSV.faults });

  await page.goto(`${stage.facts.url}/console/cases/import`);
  const misread = rows
    .with(0, (rows[0] ?? []).with(1, '2026-02-30'))
    .with(499, (rows[499] ?? []).with(4, 'no address'))
    .with(999, (rows[999] ?? []).with(3, ''));
  await input.setInputFiles(file(shiftJis(text(misread))));
  await expect(named(faults, 2, '受付日', APPLICATION_REFUSAL_JA.NOT_A_DATE)).toHaveCount(1);
  await expect(named(faults, 501, 'メールアドレス', APPLICATION_REFUSAL_JA.NOT_AN_EMAIL)).toHaveCount(1);
  await expect(named(faults, 1001, '名義人', APPLICATION_REFUSAL_JA.REQUIRED)).toHaveCount(1);
  await expect(faults.getByRole('row')).toHaveCount(4);
  await expect(page.getByRole('button', { name: CSV.save })).toBeHidden();

  // What only the service knows is said of every row at once too, and nothing was registered.
  const unknown = rows
    .with(1, (rows[1] ?? []).with(0, 'ない-1'))
    .with(998, (rows[998] ?? []).with(0, 'ない-2'));
  await input.setInputFiles(file(Buffer.from(text(unknown))));
  await page.getByRole('button', { name: CSV.save }).click();
  await expect(named(faults, 3, CSV.caseUnknown)).toHaveCount(1, { timeout: 30_000 });
  await expect(named(faults, 1000, CSV.caseUnknown)).toHaveCount(1);
  await expect(faults.getByRole('row')).toHaveCount(3);

  await input.setInputFiles(file(Buffer.from(text(rows))));
  const began = performance.now();
  await page.getByRole('button', { name: CSV.save }).click();
  await expect(page.getByText(CSV.saved(ROWS))).toBeVisible({ timeout: 30_000 });
  took('import of 1,000 applications', began);
});
