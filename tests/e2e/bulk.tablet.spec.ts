import { readFile } from 'node:fs/promises';
import { addDays } from '../../src/lib/domain/calendar-date.ts';
import { csvText, decodeCsv, readCsv } from '../../src/lib/domain/csv.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import { BULK_JA } from '../../src/lib/messages/bulk.ts';
import { REFUSAL_JA } from '../../src/lib/messages/refusal.ts';
import { test } from './desk.ts';
import { picture } from './picture.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, expectAccessible, expectFits } from './stage.ts';

const T = BULK_JA;
const HEAD = ['案件番号', '封筒名', '契約締結日', '契約金額', '契約区分', '署名期限', '文書ファイル'];

test('M85, M83, M13: a CSV with faults makes nothing, one of three rows sends each once, through a lost answer and a reload', async ({
  page,
  stage,
}) => {
  test.slow();
  const { url } = stage.facts;
  const today = japanDate(new Date());
  const cases = [await stage.contractCase(), await stage.contractCase(), await stage.contractCase()];
  const pdfs = await Promise.all(
    cases.map(async (_, at) => {
      const name = `契約書${String(at + 1)}.pdf`;
      return { name, mimeType: 'application/pdf', buffer: Buffer.from(await samplePdf(name, 1)) };
    }),
  );
  const rows = cases.map(({ caseNumber }, at) => [
    caseNumber,
    `一括 ${caseNumber}`,
    today,
    String(1000 + at),
    '本契約',
    addDays(today, 14),
    pdfs[at]?.name ?? '',
  ]);
  const csv = (lines: readonly (readonly string[])[]) => ({
    name: '契約.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csvText([HEAD, ...lines])),
  });
  const inputs = page.locator('input[type=file]');

  await page.goto(`${url}/console`);
  await page.getByRole('link', { name: T.open }).click();
  await expect(page.getByRole('heading', { name: T.title, exact: true })).toBeVisible();
  const [first = [], second = [], third = []] = rows;
  await inputs
    .nth(0)
    .setInputFiles(
      csv([
        first.with(2, '2026-02-30').with(3, '百万円'),
        second.with(0, 'ない案件').with(6, 'ない.pdf'),
        third.with(5, addDays(today, -1)),
      ]),
    );
  await inputs.nth(1).setInputFiles(pdfs);
  await expect(page.getByText(T.faults(3))).toBeVisible();
  for (const reason of [
    T.faultReason.NOT_A_DATE,
    T.faultReason.NOT_AN_AMOUNT,
    T.faultReason.CASE_UNKNOWN,
    `${T.faultReason.FILE_UNKNOWN}（ない.pdf）`,
    T.needs('署名期限'),
  ])
    await expect(page.getByText(reason)).toBeVisible();
  await expect(page.getByRole('button', { name: T.confirm(1) })).toBeHidden();
  await picture(page, 'bulk-faults');
  await expectAccessible(page);

  await inputs.nth(0).setInputFiles(csv(rows));
  await expect(page.getByText(T.faults(3))).toBeHidden();
  await page.getByRole('button', { name: T.confirm(3) }).waitFor();
  await picture(page, 'bulk-preview');
  await expectAccessible(page);
  await page.getByRole('button', { name: T.confirm(3) }).click();
  // The second row's draft is made, and its answer is lost on the line.
  await page.route('**/rows/2/draft', async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: T.start, exact: true }).click();
  await expect(page.getByText(REFUSAL_JA.OFFLINE.happened)).toBeVisible();
  await expect(page.getByText(T.progress(1, 3), { exact: true })).toBeVisible();
  await page.unroute('**/rows/2/draft');
  await page.reload();
  await expect(page.getByText(T.filesAgain)).toBeVisible();
  await picture(page, 'bulk-resume');
  await inputs.first().setInputFiles(pdfs);
  await expect(page.getByText(T.finished)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(T.states.sent, { exact: true })).toHaveCount(3);
  await picture(page, 'bulk-done');
  await expectAccessible(page);
  await expectFits(page);

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: T.csv }).click();
  const text = decodeCsv(await readFile(await (await saved).path()));
  const result = text.ok ? readCsv(text.value) : text;
  expect(result.ok && result.value.slice(1).map(({ cells }) => [cells[1], cells[3]])).toEqual(
    cases.map(({ caseNumber }) => [caseNumber, T.states.sent]),
  );
  for (const { email } of cases) expect((await stage.mail(email)).subject).not.toBe('');

  // The same CSV again would conclude each contract twice.
  await page.goto(`${url}/console/bulk`);
  await inputs.nth(0).setInputFiles(csv(rows));
  await inputs.nth(1).setInputFiles(pdfs);
  await expect(page.getByText(T.faults(3))).toBeVisible();
  await expect(page.getByText(REFUSAL_JA.CASE_HAS_ENVELOPE.happened).first()).toBeVisible();
});
