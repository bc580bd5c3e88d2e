/**
 * Asks programs that share no code with us about concluded files: `node tests/conformance/agreement.ts DIR…`.
 *
 * DIR is what `npm run demo` wrote: contracts, certificates, anchors.pem. Every tool must accept every file, and refuse
 * every tampered twin of one of them, except the twins that it cannot know by its nature: those it must still
 * accept, or the reason on the list is stale. Prints both tables as Markdown. Exit 1 where one of them disagrees,
 * or a tool is not installed (with `--available`, only those that are there are asked).
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startAuthority } from '../../supabase/embedded/authority/index.ts';
import { authorityPorts } from '../pki/authority-ports.ts';
import { sealDocument } from '../pki/seal-document.ts';
import { PLAIN, TAMPERINGS, type Material } from './tampering.ts';
import { TOOLS, type Answer, type Tool } from './tools.ts';

/** Sound files that a tool refuses by a limit of its own, by the end of their name; each must still be refused. */
const REFUSED_SOUND: readonly { readonly file: RegExp; readonly tool: string; readonly reason: string }[] = [
  {
    file: /hybrid\.pdf$/,
    tool: 'pyHanko, AdES LTA',
    reason:
      'judges no hybrid-reference file strictly, and without strictness stops at this one’s reference to an object that is not there, which ISO 32000-2 §7.3.10 takes as null',
  },
];

const folders = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const onlyAvailable = process.argv.includes('--available');
let faults = 0;

function fault(line: string): void {
  faults += 1;
  console.error(`not ok: ${line}`);
}

/** The notes below the tables. */
const notes: string[] = [];

function noted(cell: string, note: string): string {
  if (!notes.includes(note)) notes.push(note);
  return `${cell} (${String(notes.indexOf(note) + 1)})`;
}

function row(cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

/** The tools that are here, each said with its version. */
async function installed(): Promise<readonly Tool[]> {
  const present: Tool[] = [];
  row(['Tool', 'Version', 'Asked about']);
  row(['---', '---', '---']);
  for (const tool of TOOLS) {
    const version = await tool.version();
    row([tool.name, version ?? 'not installed', tool.asked]);
    if (version !== null) present.push(tool);
    else if (!onlyAvailable) fault(`${tool.name} is not installed`);
  }
  return present;
}

/** Asks every tool about the sound files of one folder. */
async function askSound(tools: readonly Tool[], folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pdf')).sort();
  if (names.length === 0) fault(`${folder} holds no PDF`);
  const files = names.map((name) => path.join(folder, name));
  const anchors = path.join(folder, 'anchors.pem');
  const answers = await Promise.all(tools.map((tool) => tool.ask({ files, anchors })));
  for (const [index, name] of names.entries()) {
    const cells = tools.map((tool, column) => {
      const answer = answers[column]?.[index];
      const known = REFUSED_SOUND.find((entry) => entry.tool === tool.name && entry.file.test(name));
      if (answer?.accepts === true) {
        if (known !== undefined) fault(`${tool.name} now accepts ${name}: the reason on the list is stale`);
        return 'yes';
      }
      if (known !== undefined) return noted('no', `${tool.name}: ${known.reason}.`);
      fault(`${tool.name} refuses ${name}: ${answer?.says ?? 'no answer'}`);
      return `**no**: ${answer?.says ?? 'no answer'}`;
    });
    row([name, ...cells]);
  }
}

/** The material for the twins: the contract that says what the twins alter, and its neighbours. */
async function materialOf(folder: string, scratch: string): Promise<Material | null> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.pdf') && !/certificate/.test(name));
  const pdfs = await Promise.all(names.map((name) => readFile(path.join(folder, name))));
  const contract = pdfs.find((pdf) => pdf.includes(PLAIN, 0, 'latin1'));
  if (contract === undefined) return null;
  return {
    contract,
    others: pdfs.filter((pdf) => pdf !== contract),
    forge: async (base) => {
      const authority = await startAuthority({ dataDir: path.join(scratch, 'forger') });
      try {
        const plan = {
          certificateId: '7fdf11d5126db4c1699470984eec8b02',
          signers: ['試験 太郎', '盛岡市長'],
          claimedAt: new Date(),
        };
        return (await sealDocument(base, plan, authorityPorts(authority))).final;
      } finally {
        await authority.stop();
      }
    },
  };
}

/** Asks every tool about the tampered twins of a contract. */
async function askTwins(
  tools: readonly Tool[],
  anchors: string,
  material: Material,
  scratch: string,
): Promise<void> {
  const files: string[] = [];
  for (const [index, tampering] of TAMPERINGS.entries()) {
    const file = path.join(scratch, `twin-${String(index + 1)}.pdf`);
    await writeFile(file, await tampering.make(material));
    files.push(file);
  }
  const answers = await Promise.all(tools.map((tool) => tool.ask({ files, anchors })));
  for (const [index, tampering] of TAMPERINGS.entries()) {
    const cells = tools.map((tool, column) => cellOf(tool, tampering, answers[column]?.[index]));
    row([`${tampering.name}: ${tampering.story}`, ...cells]);
  }
}

function cellOf(
  tool: Tool,
  { name, missedBy }: (typeof TAMPERINGS)[number],
  answer: Answer | undefined,
): string {
  const reason = missedBy[tool.name];
  const accepts = answer?.accepts ?? true;
  if (reason === undefined) {
    if (!accepts) return 'no';
    fault(`${tool.name} accepts 「${name}」: ${answer?.says ?? 'no answer'}`);
    return '**yes**';
  }
  if (!accepts)
    fault(`${tool.name} now refuses 「${name}」 (${answer?.says ?? ''}): the reason on the list is stale`);
  return noted('yes', `${tool.name}: ${reason}.`);
}

const scratch = await mkdtemp(path.join(tmpdir(), 'shomei-agreement-'));
try {
  const tools = await installed();
  const header = (first: string): void => {
    console.log('');
    row([first, ...tools.map((tool) => tool.name)]);
    row(['---', ...tools.map(() => '---')]);
  };
  header('Accepted?');
  for (const folder of folders) await askSound(tools, path.resolve(folder));
  header('Tampered: accepted?');
  let twinned = false;
  for (const folder of folders) {
    const material = twinned ? null : await materialOf(folder, scratch);
    if (material === null) continue;
    twinned = true;
    await askTwins(tools, path.join(folder, 'anchors.pem'), material, scratch);
  }
  console.log('');
  for (const [index, note] of notes.entries()) console.log(`${String(index + 1)}. ${note}`);
  if (!twinned) fault(`no contract says ${PLAIN} in plain text, so there is nothing to tamper with`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
console.log(`\nagreement: ${faults === 0 ? 'every answer is as expected' : `${String(faults)} faults`}`);
process.exitCode = faults === 0 ? 0 : 1;
