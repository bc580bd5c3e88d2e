/// <reference lib="webworker" />
import { webDigest } from '../core/bytes/digest.ts';
import { matchCertificate, readCertificatePdf } from '../core/certificate/index.ts';
import {
  anchorOctets,
  collect,
  DEFAULT_POLICY,
  EMPTY_TRUST_LIST,
  judge,
  readTrustList,
} from '../core/verify/index.ts';
import type { Judged, VerifyAnswer, VerifyQuestion } from './verify-messages.ts';

declare const self: DedicatedWorkerGlobalScope;

const files = new Map<string, Judged & { readonly bytes: Uint8Array<ArrayBuffer> }>();
let trust = EMPTY_TRUST_LIST;

function fileOf(key: string): Judged & { readonly bytes: Uint8Array<ArrayBuffer> } {
  const file = files.get(key);
  if (file === undefined) throw new Error('FILE_FORGOTTEN');
  return file;
}

async function answer(question: VerifyQuestion): Promise<(VerifyAnswer & { ok: true })['value']> {
  if (question.kind === 'trust') {
    const read = readTrustList(question.text);
    if (read.ok) trust = read.value;
    return read.ok;
  }
  if (question.kind === 'judge') {
    const facts = await collect(question.bytes, webDigest, anchorOctets(trust));
    const report = judge(facts, DEFAULT_POLICY, trust, new Date(question.at));
    const read = readCertificatePdf(question.bytes);
    const judged = { report, certificate: read.ok ? read.value : null };
    files.set(question.key, { ...judged, bytes: question.bytes });
    return judged;
  }
  if (question.kind === 'match') {
    const contract = fileOf(question.contract);
    const { certificate, report } = fileOf(question.certificate);
    const loaded = certificate === null ? null : { content: certificate, report };
    return matchCertificate(contract.bytes, contract.report, loaded, webDigest);
  }
  files.delete(question.key);
  return null;
}

self.addEventListener('message', (event: MessageEvent<VerifyQuestion>) => {
  const { id } = event.data;
  answer(event.data).then(
    (value) => self.postMessage({ id, ok: true, value } satisfies VerifyAnswer),
    // Only a fault of ours, or no memory, ends here: no document makes core throw.
    (cause: unknown) => self.postMessage({ id, ok: false, cause: String(cause) } satisfies VerifyAnswer),
  );
});
