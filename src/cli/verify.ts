import { readFile } from 'node:fs/promises';
import process from 'node:process';
import {
  collect,
  judge,
  DEFAULT_POLICY,
  EMPTY_TRUST_LIST,
  readTrustList,
  anchorOctets,
} from '../lib/core/verify/index.ts';
import { nodeDigest } from './node-digest.ts';
const args = process.argv.slice(2);
let trust = EMPTY_TRUST_LIST;
let at = new Date();
const files: string[] = [];
for (let i = 0; i < args.length; i++) {
  if (args[i] === '--json') continue;
  if (args[i] === '--trust') {
    const r = readTrustList(await readFile(args[++i] ?? '', 'utf8'));
    if (r.ok) trust = r.value;
  } else if (args[i] === '--at') at = new Date(args[++i] ?? '');
  else files.push(args[i] ?? '');
}
for (const file of files) {
  const bytes = new Uint8Array(await readFile(file));
  const facts = await collect(bytes, nodeDigest, anchorOctets(trust));
  console.log(JSON.stringify({ file, ...judge(facts, DEFAULT_POLICY, trust, at) }));
}
