/**
 * `npm run demo`: concludes a contract without a browser, from the upload to the offline verification, and
 * writes what came out.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LIMITS } from '../../src/lib/domain/limits.ts';
import { loadSecrets } from '../../supabase/embedded/secrets.ts';
import { signedInAccounts } from '../../supabase/embedded/stack-accounts.ts';
import { StackError } from '../../supabase/embedded/stack-error.ts';
import { startStack, type StackAccount } from '../../supabase/embedded/stack.ts';
import {
  concludeByHttp,
  signInStaff,
  type Concluded,
  type ConcludedEnvelope,
  type DemoStage,
} from './flow.ts';
import { Refused, Unreachable } from './http.ts';
import { readOptions, USAGE, type DemoOptions } from './options.ts';
import { verifyPair, verifySheet, type Outcome } from './verify.ts';

const began = performance.now();

function say(line: string): void {
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}

/** Runs `work` against the named stack, or against one of its own that is gone afterwards. */
async function onStage<T>(options: DemoOptions, work: (stage: DemoStage) => Promise<T>): Promise<T> {
  if (options.url !== null && options.inboxUrl !== null) {
    if (!existsSync(path.join(options.dataDir, 'secrets.json'))) {
      throw new Error(`${options.dataDir} is not the data folder of the stack (--data)`);
    }
    const config = (await (await fetch(`${options.url}/app-config.json`)).json()) as {
      supabaseKey: string;
    };
    const accounts = signedInAccounts(await loadSecrets(options.dataDir));
    return await work({
      url: options.url,
      inboxUrl: options.inboxUrl,
      publishableKey: config.supabaseKey,
      ...people(accounts),
      say,
    });
  }
  const dataDir = await mkdtemp(path.join(tmpdir(), 'shomei-demo-'));
  const stack = await startStack({ dataDir, app: false, tickMs: 500 });
  try {
    say('試験用の一式を起動しました');
    return await work({
      url: stack.url,
      inboxUrl: stack.inboxUrl,
      publishableKey: stack.publishableKey,
      ...people(stack.accounts),
      say,
    });
  } finally {
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function people(accounts: readonly StackAccount[]): { drafter: StackAccount; signer: StackAccount } {
  const find = (role: StackAccount['role']): StackAccount => {
    const account = accounts.find((entry) => entry.municipality === 'morioka' && entry.role === role);
    if (account === undefined) throw new Error(`no demo account ${role}`);
    return account;
  };
  return { drafter: find('drafter'), signer: find('signer') };
}

/** Writes the anchors that the stack's trust list names, as PEM. */
async function writeAnchors(url: string, file: string): Promise<void> {
  const list = (await (await fetch(`${url}/trust-list.json`)).json()) as {
    anchors: readonly { name: string; certificate: string }[];
  };
  const blocks = list.anchors.map(({ name, certificate }) => {
    const lines = certificate.match(/.{1,64}/g) ?? [];
    return `# ${name}\n-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  });
  await writeFile(file, blocks.join(''));
}

function numbered(index: number): string {
  return String(index + 1).padStart(2, '0');
}

async function writePair(outDir: string, index: number, pair: Concluded): Promise<[string, string]> {
  const stem = `${numbered(index)}-${pair.name.replace(/\.pdf$/i, '')}`;
  const contract = path.join(outDir, `${stem}.pdf`);
  const certificate = path.join(outDir, `${stem}.certificate.pdf`);
  await writeFile(contract, pair.contract);
  await writeFile(certificate, pair.certificate);
  return [contract, certificate];
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd());
  if (options === null) {
    console.error(USAGE);
    return 2;
  }
  await mkdir(options.outDir, { recursive: true });
  const anchors = path.join(options.outDir, 'anchors.pem');
  return await onStage(options, async (stage) => {
    const staff = await signInStaff(stage);
    const envelopes: ConcludedEnvelope[] = [];
    // More files than an envelope holds become several envelopes.
    for (let at = 0; at < options.files.length; at += LIMITS.documents) {
      const files = options.files.slice(at, at + LIMITS.documents);
      envelopes.push(await concludeByHttp(stage, staff, files, new Date()));
    }
    await writeAnchors(stage.url, anchors);
    let sound = true;
    const told = (file: string, outcome: Outcome): void => {
      sound &&= outcome.sound;
      say(`検証しました: ${path.basename(file)} ${outcome.summary}`);
    };
    let count = 0;
    for (const { documents, sheet } of envelopes) {
      const first = count;
      const contracts: string[] = [];
      for (const pair of documents) {
        const [contract, certificate] = await writePair(options.outDir, count++, pair);
        contracts.push(contract);
        told(contract, await verifyPair(contract, certificate, anchors));
      }
      if (sheet === null) continue;
      const file = path.join(options.outDir, `${numbered(first)}-envelope.certificate.pdf`);
      await writeFile(file, sheet);
      told(file, await verifySheet(file, contracts, anchors));
    }
    say(sound ? `完了: ${options.outDir}` : '検証に合格しない文書があります');
    return sound ? 0 : 1;
  });
}

try {
  process.exitCode = await main();
} catch (error) {
  // What a person can act on is said in one line; a stack would only hide it.
  const isExpected = error instanceof StackError || error instanceof Refused || error instanceof Unreachable;
  const message = error instanceof Error ? error.message : String(error);
  console.error(isExpected ? message : `Something unexpected failed: ${message}`);
  if (process.env['SHOMEI_DEBUG']) console.error(error);
  process.exitCode = 1;
}
