import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { readPublisherKeys, readSignedTrustList, readTrustList } from '../lib/core/verify/index.ts';
import { TRUST_LIST_COMMAND_JA as t } from '../lib/messages/cli.ts';
import { newPublisherKey, publisherJwk, publisherKeySet, signTrustList } from './sign-trust-list.ts';
import { tokenPath } from './trust-files.ts';

/*
 * `npm run trust-list`: what a deployment needs to publish its own signed list of trusted issuers.
 */
const [verb, ...args] = process.argv.slice(2);
try {
  if (verb === 'key' && args.length === 1) await makeKey(args[0] ?? '');
  else if (verb === 'sign' && args.length === 3 && args[1] === '--key')
    await signList(args[0] ?? '', args[2] ?? '');
  else if (verb === 'check' && args.length === 3 && args[1] === '--trust-key')
    process.exitCode = (await checkList(args[0] ?? '', args[2] ?? '')) ? 0 : 1;
  else fail(t.usage);
} catch (cause) {
  // A path that does not open, or text that is no key: the person's to mend.
  if (!(cause instanceof Error)) throw cause;
  fail(cause.message);
}

async function makeKey(path: string): Promise<void> {
  if (existsSync(path)) return fail(t.keyThere(path));
  writeFileSync(path, newPublisherKey(), { mode: 0o600, flag: 'wx' });
  process.stdout.write(await publisherKeySet([publisherJwk(readFileSync(path, 'utf8'))]));
}

async function signList(listPath: string, keyPath: string): Promise<void> {
  const octets = readFileSync(listPath);
  const list = readTrustList(octets.toString('utf8'));
  if (!list.ok) return fail(t.notAList(listPath, list.code));
  const token = tokenPath(listPath);
  writeFileSync(token, await signTrustList(octets, readFileSync(keyPath, 'utf8')));
  process.stderr.write(`${t.signed(token, list.value.anchors.length, list.value.issuedAt)}\n`);
}

async function checkList(listPath: string, keysPath: string): Promise<boolean> {
  const keys = readPublisherKeys(readFileSync(keysPath, 'utf8'));
  const token = existsSync(tokenPath(listPath)) ? readFileSync(tokenPath(listPath), 'utf8') : null;
  const list = await readSignedTrustList(new Uint8Array(readFileSync(listPath)), token, keys ?? []);
  if (!list.ok) {
    fail(t.notAList(listPath, list.code));
    return false;
  }
  process.stdout.write(`${list.value.name} ${list.value.issuedAt} ${String(list.value.signature)}\n`);
  return list.value.signature === 'signed';
}

function fail(text: string): void {
  process.stderr.write(`${text}\n`);
  process.exitCode = 2;
}
