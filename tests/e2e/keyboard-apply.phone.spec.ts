import type { Page } from '@playwright/test';
import { APPLY_JA } from '../../src/lib/messages/apply.ts';
import { COMMON_JA } from '../../src/lib/messages/common.ts';
import { codeMailedTo } from './apply-form.ts';
import { choose, expectFocusAt, expectFocusShown, press, reach, write } from './keyboard.ts';
import { photo } from './photo.ts';
import { samplePdf } from './sample-pdf.ts';
import { expect, test } from './stage.ts';

const { terms, case: C, applicant: A, email: E, papers: P, accept, confirm, done } = APPLY_JA;

/** The screen at which the device keeps the application; null before it keeps one. */
const keptStep = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string | null>((resolve) => {
        const opening = indexedDB.open('shomei-application');
        opening.onsuccess = () => {
          const kept = opening.result.transaction('draft').objectStore('draft').getAll();
          kept.onsuccess = () => {
            opening.result.close();
            resolve((kept.result as { step: string }[])[0]?.step ?? null);
          };
        };
      }),
  );

test('L30: the whole application can be walked with the keyboard alone, and the focus is never lost', async ({
  page,
  stage,
}) => {
  test.slow();
  const { keyboard } = page;
  const { caseNumber } = await stage.openCase();
  const address = `keys-${Date.now().toString(36)}@contractor.example`;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const next = button(APPLY_JA.next);
  const at = (heading: string) =>
    expectFocusAt(page.getByRole('heading', { level: 2, name: heading, exact: true }));
  const field = (name: string) => page.getByRole('textbox', { name: new RegExp(`^${name}`) }).first();

  await page.goto(`${stage.facts.url}/apply`);
  await expect(page.getByRole('heading', { name: APPLY_JA.places.title })).toBeVisible();

  await test.step('the terms: past the head of the page in one press, and on', async () => {
    await press(page.getByRole('link', { name: COMMON_JA.skipToMain }));
    await expectFocusAt(page.locator('main'));
    await press(page.getByRole('link', { name: APPLY_JA.places.form }).first());
    await expect(page.getByRole('heading', { name: terms.heading })).toBeVisible();
    await press(next);
    await expectFocusAt(page.getByRole('checkbox', { name: terms.agree }));
    await keyboard.press('Space');
    await press(next);
  });

  await test.step('the case, by Enter in its field', async () => {
    await at(C.heading);
    await press(next);
    await expectFocusAt(field(C.number));
    await write(field(C.number), caseNumber);
    await keyboard.press('Enter');
  });

  await test.step('the applicant: back and forth', async () => {
    await at(A.heading);
    await press(button(APPLY_JA.back));
    await at(C.heading);
    await press(next);
    await at(A.heading);
    await write(field(A.company), '株式会社滝沢試験工業');
    await press(next);
    await expectFocusAt(field(A.principalName));
    await write(field(A.principalName), '滝沢 花子');
    await keyboard.press('Enter');
  });

  await test.step('the address: the code has the focus once it is asked for, and the way on once it is right', async () => {
    await at(E.heading);
    await write(field(E.email), `wrong-${address}`);
    await write(page.getByLabel(E.again), `wrong-${address}`);
    await keyboard.press('Enter');
    await expectFocusAt(page.getByLabel(E.code));
    await press(button(E.change));
    await expectFocusAt(field(E.email));
    await write(field(E.email), address);
    await write(page.getByLabel(E.again), address);
    await press(button(E.send));
    await expectFocusAt(page.getByLabel(E.code));
    await keyboard.type(await codeMailedTo(stage.facts.inboxUrl, address));
    await keyboard.press('Enter');
    await expect(page.getByText(E.confirmed)).toBeVisible();
    await expectFocusAt(next);
    await keyboard.press('Enter');
  });

  await test.step('the papers: files by the browser’s own dialog, looked at, and taken away again', async () => {
    await at(P.heading);
    const papers = page.getByRole('group');
    const [first, second] = [papers.nth(0), papers.nth(1)];
    const picture = await photo(page);
    const shot = (name: string) => ({ name, mimeType: 'image/jpeg', buffer: picture });
    await choose(first.getByRole('button', { name: P.choose }), shot('1.jpg'), shot('2.jpg'));
    await expect(page.getByAltText(P.page(2))).toBeVisible();
    await expectFocusAt(first.getByRole('button', { name: P.choose }));
    await choose(first.getByRole('button', { name: P.camera }), shot('3.jpg'));
    await expect(page.getByAltText(P.page(3))).toBeVisible();

    const look = first.getByRole('button', { name: `${P.page(2)} ${P.look}` });
    await press(look);
    await expect(page.getByRole('dialog', { name: P.page(2) })).toBeVisible();
    await expectFocusShown(page);
    await keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expectFocusAt(look);

    // What is taken away leaves the focus at the next page, and after the last at the one before.
    const remove = first.getByRole('button', { name: P.remove });
    // Each button says what it takes away.
    await press(first.getByRole('button', { name: new RegExp(`^${P.remove}.*${P.page(2)}$`) }));
    await expect(remove).toHaveCount(2);
    await expectFocusAt(remove.nth(1));
    await keyboard.press('Enter');
    await expect(remove).toHaveCount(1);
    await expectFocusAt(remove);
    await keyboard.press('Space');
    await expect(remove).toHaveCount(0);
    await expectFocusAt(first.getByRole('button', { name: P.choose }));

    const paper = async (name: string) => ({
      name,
      mimeType: 'application/pdf',
      buffer: Buffer.from(await samplePdf(name, 1)),
    });
    await choose(first.getByRole('button', { name: P.choose }), await paper('wrong.pdf'));
    await expect(first.getByText('wrong.pdf')).toBeVisible();
    await press(remove);
    await expectFocusAt(first.getByRole('button', { name: P.choose }));
    await choose(first.getByRole('button', { name: P.choose }), await paper('one.pdf'));
    await expect(first.getByText('one.pdf')).toBeVisible();
    await press(next);
    await expectFocusAt(second);
    await choose(second.getByRole('button', { name: P.choose }), await paper('two.pdf'));
    await expect(second.getByText('two.pdf')).toBeVisible();
    await press(next);
  });

  await test.step('what is declared and accepted', async () => {
    await at(accept.heading);
    const boxes = page.getByRole('checkbox');
    await press(next);
    await expectFocusAt(boxes.first());
    for (const box of await boxes.all()) {
      await press(box, 'Space');
      await expect(box).toBeChecked();
    }
    await press(next);
  });

  await test.step('it is sent', async () => {
    await at(confirm.heading);
    await press(button(confirm.submit));
    await expect(page.getByRole('heading', { name: done.heading })).toBeVisible({ timeout: 30_000 });
    await at(done.heading);
  });
});

test('L30: who comes back to a kept application begins anew with the keyboard alone', async ({
  page,
  stage,
}) => {
  const { caseNumber } = await stage.openCase();
  await page.goto(`${stage.facts.url}/apply/032166`);
  const next = page.getByRole('button', { name: APPLY_JA.next, exact: true });
  const number = page.getByRole('textbox', { name: C.number });
  await press(page.getByRole('checkbox', { name: terms.agree }), 'Space');
  await press(next);
  await write(number, caseNumber);
  await page.keyboard.press('Enter');
  await expectFocusAt(page.getByRole('heading', { name: A.heading }));
  await expect.poll(() => keptStep(page)).toBe('applicant');
  await page.reload();
  await press(page.getByRole('button', { name: APPLY_JA.discard }));
  await expectFocusAt(page.getByRole('heading', { name: terms.heading }));
  await reach(page.getByRole('checkbox', { name: terms.agree }));
});
