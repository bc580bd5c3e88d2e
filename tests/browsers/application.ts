import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { APP_STATE } from '../../src/lib/messages/app-state.ts';
import { APPLY_JA } from '../../src/lib/messages/apply.ts';
import { codeMailedTo, mailsTo } from '../e2e/apply-form.ts';
import { asTaken } from '../e2e/photo.ts';
import { samplePdf } from '../e2e/sample-pdf.ts';
import type { Stage } from '../e2e/stage.ts';
import { soon, type Driver } from './driver.ts';
import { named, whole, type Flow } from './flow.ts';

const { terms, email: E, papers: P, accept: A, confirm: C, done: D } = APPLY_JA;
/** 240×320 once turned; its Exif names a maker and a place. */
const HEIC = path.join(import.meta.dirname, '../../src/lib/pictures/lying.heic');

/** JPEG drawn in the page, Base64. */
const DRAWN = `(() => {
  const canvas = document.createElement('canvas');
  canvas.width = 1600;
  canvas.height = 1200;
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 1600, 1200);
  context.fillStyle = '#000';
  context.fillRect(200, 200, 400, 100);
  return canvas.toDataURL('image/jpeg').split(',')[1];
})()`;

/** The names of the pages that the screen shows, each decoded. */
const PAGES = `[...document.querySelectorAll('fieldset img')]
  .filter((one) => one.complete && one.naturalWidth > 0).map((one) => one.alt)`;

/** The names of papers that stand on the edge of their box, and not in it. */
const ON_EDGE = `[...document.querySelectorAll('fieldset > legend')].filter(
  (one) => one.getBoundingClientRect().top < one.parentElement.getBoundingClientRect().top + 1,
).map((one) => one.innerText)`;

/** Whether what is typed and chosen lies in the device's store. */
const KEPT = `new Promise((resolve) => {
  const opening = indexedDB.open('shomei-application');
  opening.onsuccess = () => {
    const kept = opening.result.transaction('draft').objectStore('draft').getAll();
    kept.onsuccess = () => {
      opening.result.close();
      resolve(JSON.stringify(kept.result).includes('notice.pdf'));
    };
  };
})`;

/** Whether the service worker is being installed, and whether it is there. */
const COMING = 'navigator.serviceWorker.getRegistration().then((found) => found !== undefined)';
const ACTIVE = `navigator.serviceWorker.getRegistration().then((found) => found?.active?.state === 'activated')`;

/** M12, M13, M15: from the choice of the municipality to the receipt, with papers as a PDF and as photos. */
export const apply: Flow = async (driver, stage, shoot) => {
  const subject = await stage.openCase();
  const address = `engine-${Date.now().toString(36)}@contractor.example`;
  const next = (): Promise<void> => driver.press('button', whole(APPLY_JA.next));

  await driver.open(`${stage.facts.url}/apply`);
  await driver.see(named(APPLY_JA.places.title));
  // Loaded anew while the app is being put on the device, as an impatient reader does.
  await soon('a service worker', async () => ((await driver.ask<boolean>(COMING)) ? true : null));
  await driver.reload();
  await soon('the service worker', async () => ((await driver.ask<boolean>(ACTIVE)) ? true : null));
  await driver.press('link', whole(APPLY_JA.places.form));
  await driver.see(named(terms.heading));
  await shoot('apply-terms');
  await driver.press('checkbox', named(terms.agree));
  await next();
  await driver.see(named(APPLY_JA.case.heading));
  await driver.type(named(APPLY_JA.case.number), subject.caseNumber);
  await next();
  await driver.see(named(subject.name));
  await driver.type(named(APPLY_JA.applicant.company), '株式会社滝沢試験工業');
  await driver.type(named(APPLY_JA.applicant.principalName), '滝沢 花子');
  await shoot('apply-applicant');
  await next();

  await driver.see(named(E.heading));
  await driver.type(named(E.email), address);
  await driver.type(named(E.again), address);
  await driver.press('button', whole(E.send));
  await driver.see(named(E.sent(address)));
  await driver.type(named(E.code), await codeMailedTo(stage.facts.inboxUrl, address));
  await driver.press('button', whole(E.confirm));
  await driver.see(named(E.confirmed));
  await next();

  await driver.see(named(P.heading));
  assert.deepEqual(await driver.ask(ON_EDGE), []);
  const notice = await attach(driver);
  await shoot('apply-papers');
  // The first worker ever has taken its place meanwhile, and is nobody's newer version.
  assert.ok(!named(APP_STATE.ja.update.title).test(await driver.text()));
  // Everything typed and chosen survives a reload.
  await soon('what the device keeps', async () => ((await driver.ask<boolean>(KEPT)) ? true : null));
  await driver.reload();
  await driver.see(named(APPLY_JA.resumed));
  await driver.see(named('notice.pdf'));
  await pages(driver, 2);
  await next();

  await driver.see(named(A.heading));
  await driver.press('checkbox', named(A.declare));
  for (const law of ['construction', 'recycling'] as const)
    await driver.press('checkbox', named(A.accept(APPLY_JA.laws[law])));
  await shoot('apply-accept');
  await next();
  await driver.see(named(C.heading));
  for (const text of ['株式会社滝沢試験工業', '滝沢 花子', address]) await driver.see(named(text));
  await shoot('apply-confirm');
  await driver.press('button', whole(C.submit));
  await driver.see(named(D.heading));
  await shoot('apply-done');

  const number = await arrived(stage, subject.id, address, notice);
  await driver.see(named(number));
  await soon('the receipt', async () => {
    const mails = await mailsTo(stage.facts.inboxUrl, address, '受け付けました');
    return mails.length === 1 ? true : null;
  });
};

/** Waits until so many photos are shown as pages. */
async function pages(driver: Driver, count: number): Promise<void> {
  const wanted = Array.from({ length: count }, (_, index) => P.page(index + 1));
  await soon(`${String(count)} pages`, async () =>
    (await driver.ask<readonly string[]>(PAGES)).join() === wanted.join() ? true : null,
  );
}

/** Chooses two photos, of which no browser here decodes the second by itself, and a PDF; answers the PDF. */
async function attach(driver: Driver): Promise<Buffer> {
  const jpeg = path.join(driver.downloads, 'IMG_1.jpg');
  const pdf = path.join(driver.downloads, 'notice.pdf');
  const notice = Buffer.from(await samplePdf('notice.pdf', 2));
  await writeFile(jpeg, asTaken(Buffer.from(await driver.ask<string>(DRAWN), 'base64')));
  await writeFile(pdf, notice);
  await driver.choose(whole(P.choose), 0, [jpeg]);
  await pages(driver, 1);
  await driver.choose(whole(P.choose), 0, [HEIC]);
  await pages(driver, 2);
  await driver.choose(whole(P.choose), 1, [pdf]);
  await driver.see(named('notice.pdf'));
  return notice;
}

/** Asks, as staff, what came; answers the receipt number. */
function arrived(stage: Stage, caseId: string, address: string, notice: Buffer): Promise<string> {
  return stage.asDrafter(async (drafter) => {
    const { data: applications } = await drafter.client
      .from('application')
      .select('id, source, status, company, principal_name, email_confirmed_at, receipt_number')
      .eq('case_id', caseId)
      .eq('email', address)
      .overrideTypes<Record<string, string | null>[], { merge: false }>();
    assert.equal(applications?.length, 1);
    const [application] = applications;
    assert.equal(application?.['source'], 'form');
    assert.equal(application['status'], 'received');
    assert.equal(application['company'], '株式会社滝沢試験工業');
    assert.equal(application['principal_name'], '滝沢 花子');
    assert.notEqual(application['email_confirmed_at'], null);

    const { data: attachments } = await drafter.client
      .from('attachment')
      .select('id, kind, page_count')
      .eq('application_id', application['id'] ?? '')
      .order('kind')
      .overrideTypes<{ id: string; kind: string; page_count: number }[], { merge: false }>();
    assert.deepEqual(
      attachments?.map(({ kind, page_count }) => [kind, page_count]),
      [
        ['guarantee_notice', 2],
        ['recycling_sheet', 2],
      ],
    );
    const [sent, bound] = await Promise.all(attachments.map(({ id }) => drafter.attached(id)));
    assert.ok(sent !== undefined && bound !== undefined);
    // A PDF stays octet for octet; photos become upright pages of one, without the place where they were taken.
    assert.ok(notice.equals(sent.bytes));
    const text = Buffer.from(bound.bytes).toString('latin1');
    assert.match(text, /\/MediaBox\s*\[\s*0 0 595\.28 841\.89\s*\]/);
    assert.doesNotMatch(text, /GPSLatitude|Exif|TESTMAKER/);
    return application['receipt_number'] ?? '';
  });
}
