import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { choose, expectFocusAt, expectFocusShown, press, reach } from './keyboard.ts';
import { photo } from './photo.ts';
import { expect, test } from './stage.ts';

const { landing, guide, reading, checklist, guarantee: G } = SIGN_JA;

test('M31, L30: a guarantee is given with the keyboard alone, and the focus is never lost', async ({
  page,
  stage,
}) => {
  const envelope = await stage.send([{ name: 'contract.pdf', pages: 1 }], undefined, {}, true);
  const { keyboard } = page;
  const button = (name: string | RegExp) => page.getByRole('button', { name }).last();
  await page.goto(`${stage.facts.url}/s#${envelope.token}`);
  await press(button(landing.begin));
  await press(button(guide.close));
  await press(button(new RegExp(reading.checklist)));
  await press(button(new RegExp(checklist.guarantee)));
  const dialog = page.getByRole('dialog', { name: G.title });
  await expect(dialog).toBeVisible();

  // What is missing has the focus, and its kinds are chosen by the arrows.
  await press(dialog.getByRole('button', { name: G.give }));
  await expectFocusAt(dialog.getByRole('radiogroup'));
  const security = dialog.getByRole('radio', { name: G.kinds.security.label });
  await keyboard.press('Tab');
  for (let step = 0; step < 3 && !(await security.isChecked()); step += 1) await keyboard.press('ArrowDown');
  await expect(security).toBeChecked();
  await press(dialog.getByRole('button', { name: G.give }));
  await expectFocusAt(dialog.getByRole('group', { name: G.files.security }));

  const ask = dialog.getByRole('button', { name: G.paper.choose });
  const shot = { name: 'one.jpg', mimeType: 'image/jpeg', buffer: await photo(page) };
  await choose(ask, shot, { ...shot, name: 'two.jpg' });
  await expect(dialog.getByRole('img', { name: G.paper.page(2) })).toBeVisible();
  // The pictures have come above it, and are what is looked at now.
  await expect(ask).toBeFocused();
  const look = dialog.getByRole('button', { name: `${G.paper.page(1)} ${G.paper.look}` });
  await press(look);
  await expect(page.getByRole('dialog', { name: G.paper.page(1) })).toBeVisible();
  await keyboard.press('Escape');
  await expect(dialog).toBeVisible();
  await expectFocusAt(look);
  const remove = dialog.getByRole('button', { name: G.paper.remove });
  await press(remove.first());
  await expect(remove).toHaveCount(1);
  await expectFocusAt(remove);
  await keyboard.press('Enter');
  await expectFocusAt(ask);
  await choose(ask, shot);
  await expect(remove).toHaveCount(1);
  await press(dialog.getByRole('button', { name: G.give }));
  await expect(page.getByRole('dialog', { name: checklist.title })).toBeVisible();
  await expectFocusShown(page);
  await reach(button(new RegExp(checklist.note)));
  const { guarantee } = await stage.holder(envelope.token).view();
  expect(guarantee?.given).toMatchObject({ kind: 'security', attachment: { pageCount: 1 } });
});
