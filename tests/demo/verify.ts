import { execFile } from 'node:child_process';
import path from 'node:path';
import type { SheetComparison } from '../../src/lib/domain/sheet-listing.ts';

/** What the offline verifier said of one contract with its certificate. */
export interface Outcome {
  /** TOTAL-PASSED, and matched in id and bytes with a sound certificate. */
  readonly sound: boolean;
  readonly summary: string;
}

interface VerifyLine {
  readonly file: string;
  readonly verdict: string;
  readonly signatures: readonly unknown[];
  readonly match?: { readonly id: string; readonly bytes: string; readonly certificate: string };
}

const VERIFY = path.resolve(import.meta.dirname, '../../src/cli/verify.ts');

/** Asks the verifier's command about a contract and its certificate, as an auditor would: files and anchors only. */
export async function verifyPair(contract: string, certificate: string, anchors: string): Promise<Outcome> {
  const { code, stdout } = await run(['--json', '--trust', anchors, '--certificate', certificate, contract]);
  const line = JSON.parse(
    stdout.split('\n').find((text) => text.startsWith('{')) ?? '{}',
  ) as Partial<VerifyLine>;
  const { verdict, match, signatures } = line;
  const sound =
    code === 0 &&
    verdict === 'TOTAL-PASSED' &&
    match?.id === 'matched' &&
    match.bytes === 'matched' &&
    match.certificate === 'sound';
  const matched =
    match === undefined ? '' : ` id=${match.id} bytes=${match.bytes} certificate=${match.certificate}`;
  return {
    sound,
    summary: `${verdict ?? 'no answer'} signatures=${String(signatures?.length ?? 0)}${matched} exit=${String(code)}`,
  };
}

/** Asks it about the list of an envelope's documents and the contracts: sound where all of them are there by their bytes. */
export async function verifySheet(
  sheet: string,
  contracts: readonly string[],
  anchors: string,
): Promise<Outcome> {
  const { code, stdout } = await run(['--json', '--trust', anchors, '--certificate', sheet, ...contracts]);
  const last = stdout.trim().split('\n').at(-1) ?? '{}';
  const said = (JSON.parse(last) as { sheet?: SheetComparison & { readonly verdict: string } }).sheet;
  const matched = said?.documents.filter(({ state }) => state === 'matched').length ?? 0;
  return {
    sound: code === 0 && said?.isSound === true && matched === contracts.length,
    summary: `${said?.verdict ?? 'no answer'} listed=${String(said?.documents.length ?? 0)} matched=${String(matched)} exit=${String(code)}`,
  };
}

function run(args: readonly string[]): Promise<{ code: number; stdout: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [VERIFY, ...args], { maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (stderr !== '') console.error(stderr.trimEnd());
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, stdout });
    });
  });
}
