import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { decodeCsv, readCsv } from '../../src/lib/domain/csv.ts';
import { readLedger } from '../../src/lib/domain/ledger.ts';
import { japanDate } from '../../src/lib/domain/japan-time.ts';
import { LEDGER_SCREEN_JA } from '../../src/lib/messages/ledger-screen.ts';
import { LEDGER_WORDS_JA } from '../../src/lib/messages/ledger.ts';
import { test } from './desk.ts';
import { picture } from './picture.ts';
import { expect, expectAccessible, expectFits } from './stage.ts';

const L = LEDGER_SCREEN_JA;

test('L17, L18, L19, L20, L24, M55, M60, M85: ranges and counterparty together, one download with an index that the files equal, and the time-stamps of a period', async ({
  page,
  stage,
}) => {
  test.slow();
  const { url } = stage.facts;
  const company = `株式会社台帳${Date.now().toString(36)}`;
  const concluded = await stage.send([{ name: '契約書.pdf', pages: 1 }], undefined, { company });
  await stage.holder(concluded.token).readAndConsent();
  await stage.signForMunicipality(concluded);
  const withdrawn = await stage.send([{ name: '契約書.pdf', pages: 1 }], undefined, { company });
  await stage.withdraw(withdrawn, 'test');

  await page.goto(`${url}/console/ledger`);
  const today = japanDate(new Date());
  const search = page.getByRole('search', { name: L.search });
  await search.getByLabel(L.from).fill(today);
  await search.getByLabel(L.to).fill(today);
  await search.getByLabel(L.min).fill('12345600');
  await search.getByLabel(L.counterparty).fill(company.normalize('NFKC'));
  await search.getByRole('button', { name: L.submit }).click();
  await expect(page.getByRole('row')).toHaveCount(3);
  await picture(page, 'ledger');
  await expectAccessible(page);
  await search.getByLabel(L.max).fill('12345599');
  await search.getByRole('button', { name: L.submit }).click();
  await expect(page.getByText(L.amountOrder)).toBeVisible();
  await search.getByLabel(L.max).fill('12345600');
  await search.getByRole('button', { name: L.submit }).click();
  await expect(page.getByRole('row')).toHaveCount(3);

  const csvSaved = page.waitForEvent('download');
  await page.getByRole('button', { name: L.csv }).click();
  const text = decodeCsv(await readFile(await (await csvSaved).path()));
  const rows = text.ok ? readLedger(text.value, [LEDGER_WORDS_JA]) : text;
  expect(rows.ok && rows.value.map(({ status }) => status).sort()).toEqual(['concluded', 'withdrawn']);

  const zipSaved = page.waitForEvent('download');
  await page.getByRole('button', { name: L.archive }).click();
  const files = unzipSync(new Uint8Array(await readFile(await (await zipSaved).path())));
  const index = decodeCsv(files[L.indexName] ?? new Uint8Array());
  const entries = index.ok ? readLedger(index.value, [LEDGER_WORDS_JA]) : index;
  const names = index.ok ? readCsv(index.value) : index;
  const fileColumn = names.ok ? (names.value[0]?.cells.indexOf(L.fileColumn) ?? -1) : -1;
  const name = names.ok ? names.value[1]?.cells[fileColumn] : undefined;
  expect(name).toContain(`${today.replaceAll('-', '')}_${company}_12345600_`);
  const contract = files[name ?? ''] ?? new Uint8Array();
  expect(entries.ok && entries.value[0]?.sha256Hex).toBe(createHash('sha256').update(contract).digest('hex'));
  expect(Object.keys(files)).toHaveLength(3);

  const check = page.getByRole('region', { name: L.check });
  await check.getByLabel(L.from).fill(today);
  await check.getByLabel(L.to).fill(today);
  await check.getByRole('button', { name: L.checkNow }).click();
  await expect(check.getByText(L.finished)).toBeVisible({ timeout: 90_000 });
  await picture(page, 'ledger-check');
  const resultSaved = page.waitForEvent('download');
  await check.getByRole('button', { name: L.resultCsv }).click();
  const results = decodeCsv(await readFile(await (await resultSaved).path()));
  const lines = results.ok ? readCsv(results.value) : results;
  const own = lines.ok
    ? lines.value.filter(({ cells }) =>
        cells.includes(
          rows.ok ? (rows.value.find(({ status }) => status === 'concluded')?.managementLabel ?? '') : '',
        ),
      )
    : [];
  expect(own).toHaveLength(2);
  for (const { cells } of own) expect(cells).toContain(L.passed);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectFits(page);
  await expectAccessible(page);
});
