import { SIGN_JA } from '../../src/lib/messages/sign.ts';
import { named, whole, type Flow } from './flow.ts';

const { landing, guide, reading, checklist, note, principal, operator, finish, status, download } = SIGN_JA;
/** Words that may be read only once an envelope is concluded (L1). */
const CONCLUDED_WORDS = /締結済|契約成立/;

/** From the mailed link to the concluded files. */
export const sign: Flow = async (driver, stage, shoot) => {
  const envelope = await stage.send([
    { name: 'contract.pdf', pages: 2 },
    { name: 'plan.pdf', pages: 1 },
  ]);
  await driver.open(`${stage.facts.url}/s#${envelope.token}`);
  await driver.see(named(landing.title));
  await shoot('landing');
  await driver.press('button', named(landing.begin));
  await driver.see(named(guide.title));
  await driver.press('button', whole(guide.close));
  for (const number of [1, 2]) {
    await driver.press('tab', named(reading.tab(number)));
    await driver.see(new RegExp(`${reading.tab(number)}[\\s\\S]{0,20}${reading.read}`));
  }
  await shoot('reading');
  await driver.press('button', named(reading.checklist));
  await driver.press('button', named(checklist.note));
  await driver.press('button', whole(note.confirm));
  await driver.press('button', named(checklist.principal));
  await driver.press('button', whole(principal.confirm));
  await driver.press('button', named(checklist.operator));
  await driver.press('radio', named(operator.principal));
  await driver.press('button', whole(operator.confirm));
  await driver.see(named(reading.allDone));
  await driver.press('button', whole(reading.finish));
  await shoot('finish');
  await driver.press('button', whole(finish.confirm));
  await driver.see(named(status.doneTitle));
  if (CONCLUDED_WORDS.test(await driver.text())) throw new Error('called concluded before it is');
  await stage.signForMunicipality(envelope);
  await driver.see(named(download.concluded));
  await shoot('concluded');
};
