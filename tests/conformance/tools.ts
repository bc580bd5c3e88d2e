import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signaturesByText, timestampOf } from './signatures-by-text.ts';

/** What a program said of one file. */
export interface Answer {
  readonly accepts: boolean;
  /** Its own words, cut to what matters. */
  readonly says: string;
}

/** What every tool is given: files, and the two anchors they are to be judged by (one PEM file, signer's first). */
export interface Question {
  readonly files: readonly string[];
  readonly anchors: string;
}

/** A program that judges files; answers come in the order of the files. */
export interface Tool {
  readonly name: string;
  /** What it can know of a concluded file, and is therefore asked. */
  readonly asked: string;
  /** First line of its version; null where it is not installed. */
  version(): Promise<string | null>;
  ask(question: Question): Promise<readonly Answer[]>;
}

interface Ran {
  readonly code: number;
  readonly text: string;
}

function run(command: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    // Dates and messages are read, so no locale may change them.
    const options = { maxBuffer: 64 << 20, env: { ...process.env, LC_ALL: 'C.UTF-8' } };
    execFile(command, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      const missing = error !== null && error.code === 'ENOENT' ? 'not installed' : '';
      resolve({ code, text: `${stdout}${stderr}${missing}` });
    });
  });
}

async function firstLine(command: string, ...args: string[]): Promise<string | null> {
  const { text } = await run(command, args);
  if (text === 'not installed') return null;
  return text.split('\n', 1)[0]?.trim() ?? '';
}

/** A tool that is asked about one file after another. */
function oneByOne(
  about: Pick<Tool, 'name' | 'asked' | 'version'>,
  judge: (file: string, anchors: string) => Promise<Answer>,
): Tool {
  return {
    ...about,
    async ask({ files, anchors }) {
      const answers: Answer[] = [];
      for (const file of files) answers.push(await judge(file, anchors));
      return answers;
    },
  };
}

const REPOSITORY = path.resolve(import.meta.dirname, '../..');

/** Our own verifier's command, so that the table shows where it stands among the others. */
const shomei: Tool = {
  name: 'shomei verify',
  asked: 'everything: structure, seals, time-stamps, chains, revocation data, later changes',
  version: () => Promise.resolve('this tree'),
  async ask({ files, anchors }) {
    const command = path.join(REPOSITORY, 'src/cli/verify.ts');
    const { text } = await run(process.execPath, [command, '--json', '--trust', anchors, ...files]);
    const lines = text.split('\n').filter((line) => line.startsWith('{'));
    const verdicts = new Map(
      lines.map((line) => {
        const { file, verdict } = JSON.parse(line) as { file: string; verdict: string };
        return [path.basename(file), verdict];
      }),
    );
    return files.map((file) => {
      const says = verdicts.get(path.basename(file)) ?? 'no answer';
      return { accepts: says === 'TOTAL-PASSED', says };
    });
  },
};

const qpdf = oneByOne(
  {
    name: 'qpdf --check',
    asked: 'the structure alone: cross-reference, objects, streams',
    version: () => firstLine('qpdf', '--version'),
  },
  async (file) => {
    const { code, text } = await run('qpdf', ['--check', file]);
    const trouble = text.split('\n').find((line) => /^WARNING|error/i.test(line)) ?? '';
    return { accepts: code === 0, says: code === 0 ? 'no syntax errors' : trouble.replace(file, '').trim() };
  },
);

const pdfsig = oneByOne(
  {
    name: 'pdfsig',
    asked:
      'the seals’ digest and value, and whether the last signature covers the whole file; no time-stamps',
    version: () => firstLine('pdfsig', '-v'),
  },
  async (file) => {
    const { text } = await run('pdfsig', ['-nocert', file]);
    // It says of a document time-stamp that it has not been verified, so only seals get a validation line.
    const blocks = text.split(/^Signature #/m).slice(1);
    const seals = blocks.filter((block) => /Signature Type: ETSI\.CAdES\.detached/.test(block));
    const bad = seals.find((block) => !/Signature Validation: Signature is Valid\./.test(block));
    const covered = /^\s+- Total document signed/m.test(blocks.at(-1) ?? '');
    const accepts = seals.length > 0 && bad === undefined && covered;
    const why =
      seals.length === 0
        ? 'no seal found'
        : bad === undefined
          ? 'last signature: Not total document signed'
          : (/Signature Validation: (.*)/.exec(bad)?.[1] ?? 'no validation');
    return { accepts, says: accepts ? `${String(seals.length)} × Signature is Valid.` : why };
  },
);

const mutool = oneByOne(
  {
    name: 'mutool sign -v',
    asked: 'reading without repair, and the seals’ digest and value; no time-stamps, no chain',
    version: () => firstLine('mutool', '-v'),
  },
  async (file) => {
    const { text } = await run('mutool', ['sign', '-v', file]);
    const blocks = text.split(/^Verifying signature /m).slice(1);
    const seals = blocks.filter((block) => !/Signature is not signed\./.test(block));
    const bad = seals.find(
      (block) => !/The signature is valid|The document is unchanged since signing/.test(block),
    );
    const repaired = /^(error|warning): .*/m.exec(text)?.[0];
    const accepts = seals.length > 0 && bad === undefined && repaired === undefined;
    const last = (block: string): string => block.trim().split('\n').at(-1)?.trim() ?? '';
    const why = repaired ?? (bad === undefined ? 'no seal found' : last(bad));
    return { accepts, says: accepts ? `${String(seals.length)} × The signature is valid` : why };
  },
);

/** Asks openssl about every extracted part that `partsOf` answers, in a scratch folder. */
function openssl(
  name: string,
  asked: string,
  partsOf: (pdf: Buffer) => readonly { readonly of: string; readonly signed: Buffer; readonly cms: Buffer }[],
  command: (files: { cms: string; signed: string; out: string }, anchors: string) => readonly string[],
): Tool {
  return oneByOne({ name, asked, version: () => firstLine('openssl', 'version') }, async (file, anchors) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'shomei-openssl-'));
    try {
      const parts = partsOf(await readFile(file));
      if (parts.length === 0) return { accepts: false, says: 'nothing to verify' };
      for (const part of parts) {
        const names = {
          cms: path.join(folder, 'cms'),
          signed: path.join(folder, 'signed'),
          out: path.join(folder, 'out'),
        };
        await writeFile(names.cms, part.cms);
        await writeFile(names.signed, part.signed);
        const { code, text } = await run('openssl', command(names, anchors));
        if (code !== 0) return { accepts: false, says: `${part.of}: ${reasonOf(text)}` };
      }
      return { accepts: true, says: `${String(parts.length)} × verified` };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** The reason field of openssl's last error line: `…:error:CODE:library:function:REASON:file:line:`. */
function reasonOf(text: string): string {
  const errors = text.split('\n').filter((line) => line.includes(':error:'));
  const [, , , , , reason = ''] = (errors.at(-1) ?? '').split(':');
  return reason || (text.trim().split('\n').at(-1) ?? '');
}

const SEAL = 'ETSI.CAdES.detached';

const opensslCms = openssl(
  'openssl cms -verify -cades',
  'each seal over its ByteRange, with its chain to our anchors; no PDF, no time-stamps',
  (pdf) =>
    signaturesByText(pdf)
      .filter(({ subFilter }) => subFilter === SEAL)
      .map(({ cms, covered }, index) => ({ of: `seal ${String(index + 1)}`, signed: covered, cms })),
  ({ cms, signed, out }, anchors) => [
    ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', cms, '-content', signed],
    ...['-purpose', 'any', '-CAfile', anchors, '-out', out],
  ],
);

const opensslTs = openssl(
  'openssl ts -verify',
  'each seal’s time-stamp over the signature value, the document time-stamp over its ByteRange; no PDF',
  (pdf) => {
    const found = signaturesByText(pdf);
    const last = found.at(-1);
    // Without a document time-stamp at its end, the file is not what it claims to be.
    if (last?.subFilter !== 'ETSI.RFC3161') return [];
    return found.map(({ subFilter, cms, covered }, index) => {
      const of = `time-stamp ${String(index + 1)}`;
      if (subFilter !== SEAL) return { of, signed: covered, cms };
      const stamp = timestampOf(cms);
      return { of, signed: stamp?.value ?? Buffer.alloc(0), cms: stamp?.token ?? Buffer.alloc(0) };
    });
  },
  ({ cms, signed }, anchors) => [
    ...['ts', '-verify', '-token_in', '-in', cms, '-data', signed, '-CAfile', anchors],
  ],
);

/** The python that has pyHanko: `.ci/pyhanko-venv` makes it. */
const PYTHON = process.env['SHOMEI_PYHANKO'] ?? '';

const pyhanko: Tool = {
  name: 'pyHanko, AdES LTA',
  asked:
    'everything, offline: seals, time-stamps, chains, revocation data, document time-stamp, later changes (EN 319 102-1 §5.6.3)',
  version: () => (PYTHON === '' ? Promise.resolve(null) : firstLine(PYTHON, SCRIPT, '--version')),
  async ask({ files, anchors }) {
    const { text } = await run(PYTHON, [SCRIPT, anchors, ...files]);
    const answers = text.split('\n').filter((line) => line.startsWith('{"file"'));
    if (answers.length !== files.length) throw new Error(`pyHanko: ${text.slice(-2000)}`);
    return answers.map((line) => JSON.parse(line) as Answer);
  },
};
const SCRIPT = path.join(import.meta.dirname, 'pyhanko_judge.py');

/** Every tool of the table, in its order. */
export const TOOLS: readonly Tool[] = [shomei, qpdf, pdfsig, mutool, opensslCms, opensslTs, pyhanko];
