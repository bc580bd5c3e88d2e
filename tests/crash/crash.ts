/**
 * `npm run crash [-- --kills N --seed S]`: kills the service at the calls of its ports and asks what is left.
 *
 * Contracts go the whole way, from draft to download, over the HTTP interfaces that console and phone use. Before,
 * during and after calls of key, time-stamp authority, storage and database, chosen by the seed, the functions'
 * process, the stack's own or all of them at once get SIGKILL (port-gate.ts). People try again, as they do; the next
 * start finishes the rest by itself. In the end no envelope is lost, nothing is sealed twice, no key operation has two
 * values, no job is left, every concluded file is TOTAL-PASSED with its certificate, and what the kills left in the
 * bucket is visible to nobody and gone a day later. Exit 1 where one of these does not hold.
 */
import { randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { choosePort } from '../../supabase/embedded/ports.ts';
import { loadSecrets } from '../../supabase/embedded/secrets.ts';
import { signedInAccounts } from '../../supabase/embedded/stack-accounts.ts';
import { until } from '../demo/http.ts';
import { verifyPair } from '../demo/verify.ts';
import { ContractWay } from './contract-way.ts';
import { Gate } from './gate.ts';
import { readInvariants } from './invariants.ts';
import { planKills, PHASES, type Kill, type Victim } from './kill-plan.ts';
import { letADayPass, letHousekeepingBeDue, letLeasesEnd, readObjects } from './objects.ts';
import { persist } from './persistent.ts';
import { seeded } from './seeded.ts';
import { StackProcess } from './stack-process.ts';

/** Kills on the way of one contract; each contract costs some seconds by itself. */
const A_CONTRACT = 5;
/** Contracts more than planned, for kills whose call did not come in theirs. */
const SPARE = 4;
/** Longer than this means never; on a busy machine a start takes its time. */
const WAIT_MS = 300_000;

/**
 * The sweep is killed too, between taking its orphans, removing their octets, and reporting them gone: each run that
 * follows finds the same orphans. Once they are reported, there is nothing left to kill it at.
 */
const SWEEP_KILLS: readonly Kill[] = (
  [
    ['storage remove', 'before'],
    ['storage remove', 'during'],
    ['storage remove', 'after'],
    ['commit object_removed', 'before'],
    ['commit object_removed', 'after'],
  ] as const
).map(([point, phase]) => ({ point, phase, nth: 1, victim: 'functions' }));

function option(name: string, fallback: number): number {
  const at = process.argv.indexOf(name);
  const value = Number(at < 0 ? fallback : process.argv[at + 1]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} takes a whole number from 1`);
  return value;
}

async function smallContract(name: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage([595, 842]).drawText(name, { x: 72, y: 700 });
  pdf.addPage([842, 595]);
  return await pdf.save();
}

const kills = option('--kills', 200);
const seed = option('--seed', randomInt(1, 2 ** 31));
const began = performance.now();
console.log(`crash: ${String(kills)} kills, seed ${String(seed)}`);

const dataDir = await mkdtemp(path.join(tmpdir(), 'shomei-crash-'));
const gate = new Gate(carryOut);
await gate.open();
const stack = new StackProcess(
  dataDir,
  [await choosePort(0, ''), await choosePort(0, ''), await choosePort(0, '')],
  gate.url,
);
const faults: string[] = [];
const expect = (what: string, holds: boolean): void => {
  console.log(`${holds ? 'ok' : 'not ok'}: ${what}`);
  if (!holds) faults.push(what);
};

async function carryOut(victim: Victim, pid: number): Promise<void> {
  if (victim !== 'functions') {
    await stack.kill(victim === 'all');
    await stack.start();
    return;
  }
  process.kill(pid, 'SIGKILL');
  // Else the dead process's lease would have to be waited out; a restarted stack gives leases back by itself.
  await letLeasesEnd((await stack.up).adminUrl);
}

/** How often each port was killed in each phase, and who died. */
function report(killed: readonly Kill[]): void {
  const count = (keep: (kill: Kill) => boolean): string => String(killed.filter(keep).length);
  const points = [...new Set(killed.map((kill) => kill.point))].sort();
  console.log(`\n${'killed'.padEnd(52)}${PHASES.map((phase) => phase.padStart(8)).join('')}`);
  for (const point of points) {
    const cells = PHASES.map((phase) =>
      count((kill) => kill.point === point && kill.phase === phase).padStart(8),
    );
    console.log(`${point.padEnd(52)}${cells.join('')}`);
  }
  const victims = (['functions', 'parent', 'all'] as const).map(
    (victim) => `${victim} ${count((kill) => kill.victim === victim)}`,
  );
  console.log(`${String(killed.length)} in all: ${victims.join(', ')}\n`);
}

/** Lets a day pass and waits until the sweep has come through, killed on its way. */
async function sweep(): Promise<void> {
  // What no contract asked for is not asked for by the sweep either: it would be waited for in vain.
  gate.disarm();
  gate.arm(SWEEP_KILLS);
  await letADayPass((await stack.up).adminUrl);
  await until('the sweep', WAIT_MS, async () => {
    await gate.settled();
    const { adminUrl } = await stack.up;
    await letHousekeepingBeDue(adminUrl);
    const { orphans } = await readObjects(adminUrl, dataDir);
    return orphans === 0 && gate.waiting.length === 0 ? true : undefined;
  });
}

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

  let contracts = 0;
  let sound = 0;
  /** One contract the whole way, killed where it meets what is armed. */
  const conclude = async (armed: readonly Kill[]): Promise<void> => {
    contracts += 1;
    const name = `crash-${String(contracts)}`;
    const before = gate.killed.length;
    const from = performance.now();
    gate.arm(armed);
    const pair = await way.go(name, await smallContract(name), new Date());
    await gate.settled();
    const [contract, certificate] = [
      path.join(dataDir, 'contract.pdf'),
      path.join(dataDir, 'certificate.pdf'),
    ];
    await writeFile(contract, pair.contract);
    await writeFile(certificate, pair.certificate);
    const outcome = await verifyPair(contract, certificate, anchors);
    if (outcome.sound) sound += 1;
    const places = gate.killed
      .slice(before)
      .map(({ point, phase, victim }) => `${phase} ${point}${victim === 'functions' ? '' : ` (${victim})`}`);
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    console.log(`${name}  ${seconds} s  ${outcome.summary}  ${places.join('; ') || 'unharmed'}`);
  };

  await conclude([]);
  const plan = planKills(kills, gate.calls, seeded(seed));
  for (let at = 0; at < plan.length; at += A_CONTRACT) await conclude(plan.slice(at, at + A_CONTRACT));
  gate.takeFirst();
  for (let spare = 0; spare < SPARE && gate.waiting.length > 0; spare += 1) await conclude([]);
  report(gate.killed);
  // Some calls are made once in a stack's life or a day (the log's time-stamp): where one is not made again, its kill
  // has no moment. Nine of ten must have had theirs.
  const idle = gate.waiting.map(({ point }) => point).join(', ');
  expect(
    `kills were carried out: ${String(gate.killed.length)} of ${String(kills)}${idle === '' ? '' : `; not asked for again: ${idle}`}`,
    gate.killed.length * 10 >= kills * 9,
  );

  const invariants = () => persist(stack, async () => await readInvariants((await stack.up).adminUrl));
  // Mails may still be on their way.
  await until('the last job', WAIT_MS, async () =>
    (await invariants()).jobsUnfinished === 0 ? true : undefined,
  ).catch((error: unknown) => console.error(String(error)));
  const left = await invariants();
  console.log(JSON.stringify(left));
  expect('no envelope is lost', left.envelopesSent === contracts && left.envelopesConcluded === contracts);
  expect('every party sealed every document, once', left.seals === 3 * contracts && left.sealedTwice === 0);
  expect(
    'one key operation for each seal, with one value',
    left.keyOperations === 3 * contracts && left.keyValuesInConflict === 0,
  );
  expect('no seal is half-made', left.subjectsComplete === left.keyOperations);
  expect('every job ended', left.jobsUnfinished === 0);
  expect('no 管理番号 is allotted twice', left.numbersTwice === 0);
  expect('every concluded file is TOTAL-PASSED and matches its certificate', sound === contracts);

  const bucket = await readObjects((await stack.up).adminUrl, dataDir);
  console.log(JSON.stringify(bucket));
  expect('the database knows every object in the bucket', bucket.unknown === 0);
  expect('nothing that is referred to is missing', bucket.missing === 0 && bucket.referred > 0);
  const contractKills = gate.killed.length;
  await sweep();
  report(gate.killed.slice(contractKills));
  const swept = await readObjects((await stack.up).adminUrl, dataDir);
  console.log(JSON.stringify(swept));
  expect(
    'a day later no orphan is left, through kills of the sweep itself',
    swept.orphans === 0 && bucket.orphans > 0,
  );
  expect(
    'and whatever is referred to is still there',
    swept.missing === 0 && swept.referred === bucket.referred,
  );
  expect('no orphan was ever visible', bucket.visible === 0 && swept.visible === 0);
  expect('no unfinished file is left', swept.halves === 0);
} finally {
  await stack.stop();
  gate.close();
  await rm(dataDir, { recursive: true, force: true });
}
const seconds = String(Math.round((performance.now() - began) / 1000));
console.log(
  `crash: ${String(kills)} kills, seed ${String(seed)}, ${String(faults.length)} faults, ${seconds} s`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
