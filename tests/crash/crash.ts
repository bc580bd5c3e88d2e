/**
 * `npm run crash [-- --kills N --seed S]`: kills the stack on the way of contracts and asks what is left.
 *
 * Each contract goes the whole way, from draft to download, over the HTTP interfaces that console and phone
 * use, and is killed once at an instant drawn from the seed, sealing above all: by SIGKILL to the parent alone,
 * or to every process at once. People try again, as they do; the next start finishes the rest by itself. In the
 * end no envelope is lost, nothing is sealed twice, no key operation has two values, no job is left, and every
 * concluded file is TOTAL-PASSED with its certificate. Exit 1 where one of these does not hold.
 */
import { randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { choosePort } from '../../supabase/embedded/ports.ts';
import { loadSecrets } from '../../supabase/embedded/secrets.ts';
import { signedInAccounts } from '../../supabase/embedded/stack-accounts.ts';
import { verifyPair } from '../demo/verify.ts';
import { ContractWay } from './contract-way.ts';
import { readInvariants, readSteps, type StepAt } from './invariants.ts';
import { Killer, planKill, type Killed } from './kills.ts';
import { persist } from './persistent.ts';
import { seeded } from './seeded.ts';
import { StackProcess } from './stack-process.ts';

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(name);
  const value = Number(at < 0 ? fallback : process.argv[at + 1]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} takes a whole number from 1`);
  return value;
}

/** Between which two stored steps a kill fell. */
function placeOf(killed: Killed, steps: readonly StepAt[]): string {
  const before = steps.filter((s) => s.at <= killed.at).at(-1);
  const after = steps.find((s) => s.at > killed.at);
  return `${before?.what ?? 'before sealing'} → ${after?.what ?? 'after the last step'}`;
}

async function smallContract(name: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage([595, 842]).drawText(name, { x: 72, y: 700 });
  pdf.addPage([842, 595]);
  return await pdf.save();
}

const kills = option('--kills', 20);
const seed = option('--seed', randomInt(1, 2 ** 31));
const random = seeded(seed);
console.log(`crash: ${String(kills)} kills, seed ${String(seed)}`);

const dataDir = await mkdtemp(path.join(tmpdir(), 'shomei-crash-'));
const ports: [number, number, number] = [
  await choosePort(0, ''),
  await choosePort(0, ''),
  await choosePort(0, ''),
];
const stack = new StackProcess(dataDir, ports);
const faults: string[] = [];
const expect = (what: string, holds: boolean): void => {
  console.log(`${holds ? 'ok' : 'not ok'}: ${what}`);
  if (!holds) faults.push(what);
};

try {
  const facts = await stack.start();
  const anchors = path.join(dataDir, 'anchors.pem');
  await writeFile(anchors, facts.anchorsPem);
  const accounts = signedInAccounts(await loadSecrets(dataDir));
  const staff = (role: string) => {
    const account = accounts.find((a) => a.municipality === 'morioka' && a.role === role);
    if (account === undefined) throw new Error(`no demo account ${role}`);
    return account;
  };
  const way = await ContractWay.open(stack, facts, staff('drafter'), staff('signer'));

  let carriedOut = 0;
  let sound = 0;
  for (let round = 1; round <= kills; round += 1) {
    const name = `crash-${String(round)}`;
    const plan = planKill(random);
    const killer = new Killer(stack, plan);
    const pair = await way.go(name, await smallContract(name), new Date(), killer);
    const killed = await killer.settled();
    if (killed !== null) carriedOut += 1;
    const [contract, certificate] = [
      path.join(dataDir, 'contract.pdf'),
      path.join(dataDir, 'certificate.pdf'),
    ];
    await writeFile(contract, pair.contract);
    await writeFile(certificate, pair.certificate);
    const outcome = await verifyPair(contract, certificate, anchors);
    if (outcome.sound) sound += 1;
    const { adminUrl } = await stack.up;
    const place =
      killed === null ? 'not reached' : placeOf(killed, await readSteps(adminUrl, pair.envelopeId));
    console.log(
      `${String(round).padStart(3)}  ${plan.stage} +${String(plan.delayMs)} ms ${plan.all ? 'all' : 'parent'}  ${place}  ${outcome.summary}`,
    );
  }

  const { adminUrl } = await stack.up;
  const left = await persist(stack, () => readInvariants(adminUrl));
  console.log(JSON.stringify(left));
  expect('every kill was carried out', carriedOut === kills);
  expect('no envelope is lost', left.envelopesSent === kills && left.envelopesConcluded === kills);
  expect('every party sealed every document, once', left.seals === 3 * kills && left.sealedTwice === 0);
  expect(
    'one key operation for each seal, with one value',
    left.keyOperations === 3 * kills && left.keyValuesInConflict === 0,
  );
  expect('no seal is half-made', left.subjectsComplete === left.keyOperations);
  expect('no job is left', left.jobsUnfinished === 0);
  expect('no 管理番号 is allotted twice', left.numbersTwice === 0);
  expect('every concluded file is TOTAL-PASSED and matches its certificate', sound === kills);
} finally {
  await stack.stop();
  await rm(dataDir, { recursive: true, force: true });
}
console.log(`crash: ${String(kills)} kills, seed ${String(seed)}, ${String(faults.length)} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
