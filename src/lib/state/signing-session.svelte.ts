import { keepLink, type KeptLink } from '../data/link-shelf.ts';
import { sha256Hex } from '../data/digest.ts';
import { askPasskey } from '../data/passkey.ts';
import type { KeptFile } from '../data/kept-file.ts';
import { signingClient, type KeptFileKind, type SigningClient } from '../data/signing.ts';
import type { Outcome } from '../data/outcome.ts';
import type { PasskeyAnswer } from '../domain/passkey.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { ShelfContract } from '../domain/contract-pack.ts';
import type { GuaranteeView } from '../domain/guarantee.ts';
import { GuaranteeGiving } from './guarantee-giving.svelte.ts';
import { mergeProgress } from './merge-progress.ts';
import type { PackSource } from './pack-gathering.ts';
import {
  EMPTY_PROGRESS,
  unfinishedItems,
  type ChecklistItem,
  type ConsentDocuments,
  type ProgressPatch,
  type SigningView,
} from '../domain/signing-view.ts';

/** One document on this device: exactly the octets that are shown, and their hash. */
export type ShownDocument =
  | { readonly status: 'loading'; readonly received: number; readonly total: number | null }
  | { readonly status: 'ready'; readonly bytes: Uint8Array<ArrayBuffer>; readonly sha256Hex: string }
  | { readonly status: 'failed'; readonly code: RefusalCode };

/** What the screen is doing for the reader; one thing at a time. */
export type SigningAct = 'begin' | 'code' | 'consent' | 'decline' | 'paper' | 'reissue' | 'download';

/** Between two looks at the server while the service works: quick at first, then gently. */
const POLL_MS = [1500, 2000, 3000, 5000, 8000, 13_000, 20_000, 30_000] as const;

/** A contractor's way through one envelope, from the link to the kept files. */
export class SigningSession {
  view = $state.raw<SigningView | null>(null);
  /** Why the view could not be read; the last view stays. */
  viewRefusal = $state<RefusalCode | null>(null);
  /** Why the last act was refused. */
  actRefusal = $state<RefusalCode | null>(null);
  acting = $state<SigningAct | null>(null);
  /** True once the reader has pressed on from the landing screen in this tab. */
  reading = $state(false);
  /** True in the tab that has just consented. */
  justConsented = $state(false);
  shown = $state.raw<Readonly<Record<string, ShownDocument>>>({});
  #unsent = $state.raw<ProgressPatch>({});
  #sending: Promise<void> | undefined;
  #loading: Record<string, Promise<ShownDocument>> = {};
  #link: KeptLink;
  readonly client: SigningClient;

  readonly progress = $derived(mergeProgress(this.view?.progress ?? EMPTY_PROGRESS, this.#unsent));
  readonly unfinished = $derived<readonly ChecklistItem[]>(
    this.view === null ? [] : unfinishedItems({ ...this.view, progress: this.progress }),
  );
  readonly unread = $derived(
    (this.view?.documents ?? []).filter((document) => !this.progress.openedDocumentIds.includes(document.id)),
  );
  /** Documents unread count one each, the other items one each. */
  readonly remaining = $derived(
    this.unread.length + this.unfinished.filter((item) => item !== 'documents').length,
  );
  readonly unsaved = $derived(Object.keys(this.#unsent).length > 0);

  /** @param client - for tests; the link's own HTTP client unless given. */
  constructor(link: KeptLink, client: SigningClient = signingClient(link.token)) {
    this.#link = link;
    this.client = client;
    this.#unsent = link.unsent;
    this.reading = sessionFlag(link.id);
  }

  /** Reads the envelope; changes nothing on the server. */
  async load(): Promise<void> {
    const view = await this.client.view();
    if (!view.ok) {
      this.viewRefusal = view.code;
      return;
    }
    this.viewRefusal = null;
    // What a broken line left open, the view has now answered.
    if (this.actRefusal === 'OFFLINE' && isMoved(this.view, view.value)) this.actRefusal = null;
    this.view = view.value;
    await this.#keep({ title: view.value.title, senderName: view.value.municipalityName });
    if (view.value.turn) await this.#send();
  }

  /** 「署名をはじめる」: the first act that the server records. */
  async begin(): Promise<void> {
    await this.#act('begin', async () => {
      const opened = await this.client.open();
      if (!opened.ok) return opened;
      this.reading = true;
      sessionFlag(this.#link.id, true);
      await this.load();
      return opened;
    });
  }

  /** Back to the landing screen; progress stays. */
  pause(): void {
    this.reading = false;
    sessionFlag(this.#link.id, false);
  }

  /** Fetches a document once; its hash is taken here, from the octets that will be shown. */
  loadDocument(id: string): Promise<ShownDocument> {
    const before = this.#loading[id];
    if (before) return before;
    const loading = this.#fetchDocument(id);
    this.#loading[id] = loading;
    return loading;
  }

  async #fetchDocument(id: string): Promise<ShownDocument> {
    this.#show(id, { status: 'loading', received: 0, total: null });
    const bytes = await this.client.content(id, (received, total) =>
      this.#show(id, { status: 'loading', received, total }),
    );
    const result: ShownDocument = bytes.ok
      ? { status: 'ready', bytes: bytes.value, sha256Hex: await sha256Hex(bytes.value) }
      : { status: 'failed', code: bytes.code };
    if (result.status === 'failed') delete this.#loading[id];
    this.#show(id, result);
    return result;
  }

  #show(id: string, document: ShownDocument): void {
    this.shown = { ...this.shown, [id]: document };
  }

  /** The document has been painted for the reader. */
  markOpened(id: string): void {
    if (this.progress.openedDocumentIds.includes(id)) return;
    void this.saveProgress({ openedDocumentIds: [...(this.#unsent.openedDocumentIds ?? []), id] });
  }

  /** Keeps a step of the checklist: on this device at once, on the server as soon as it answers. */
  async saveProgress(patch: ProgressPatch): Promise<void> {
    this.#unsent = { ...this.#unsent, ...patch };
    await this.#keep({ unsent: this.#unsent });
    await this.#send();
  }

  /** Sends what the server does not know yet; call when the network is back. */
  async resend(): Promise<void> {
    if (this.viewRefusal === 'OFFLINE' || this.view === null) await this.load();
    else await this.#send();
  }

  async #send(): Promise<void> {
    while (this.#sending) await this.#sending;
    if (!this.unsaved || this.view === null || !this.view.turn || this.view.openedAt === null) return;
    this.#sending = this.#sendOnce();
    try {
      await this.#sending;
    } finally {
      this.#sending = undefined;
    }
  }

  async #sendOnce(): Promise<void> {
    const patch = this.#unsent;
    const saved = await this.client.progress(patch);
    if (!saved.ok) return; // kept on this device; `resend` tries again
    if (this.view) this.view = { ...this.view, progress: mergeProgress(this.view.progress, patch) };
    // What changed while this was on its way still has to go.
    this.#unsent = this.#unsent === patch ? {} : this.#unsent;
    await this.#keep({ unsent: this.#unsent });
  }

  /**
   * 「署名手続きを完了する」: consents to the hashes of the octets on this device. A second press while the first is
   * under way does nothing, and the server takes a repeated consent for the same one.
   *
   * @param beside - what the rules demand beside the link: a code as typed, or a passkey, which is asked for these very
   *   hashes; null where they demand nothing.
   */
  async consent(beside: { readonly code: string } | 'passkey' | null = null): Promise<boolean> {
    return this.#act('consent', async () => {
      const view = this.view;
      if (view === null) return { ok: false, code: 'FAULT' };
      await this.#send();
      if (this.unsaved) return { ok: false, code: 'OFFLINE' };
      const documents: { documentId: string; sha256Hex: string }[] = [];
      for (const document of view.documents) {
        const shown = await this.loadDocument(document.id);
        if (shown.status !== 'ready')
          return { ok: false, code: shown.status === 'failed' ? shown.code : 'FAULT' };
        if (shown.sha256Hex !== document.sha256Hex) {
          this.#forgetDocument(document.id);
          await this.load();
          return { ok: false, code: 'DOCUMENT_CHANGED' };
        }
        documents.push({ documentId: document.id, sha256Hex: shown.sha256Hex });
      }
      const { operatorKind, operatorName } = this.progress;
      if (operatorKind === null) return { ok: false, code: 'CHECKLIST_UNFINISHED' };
      const passkey = beside === 'passkey' ? await this.#passkeyFor(documents) : null;
      if (passkey?.ok === false) return passkey;
      const consented = await this.client.consent(
        documents,
        { kind: operatorKind, name: operatorKind === 'delegate' ? operatorName : null },
        beside === null || beside === 'passkey' ? null : beside.code,
        passkey === null ? null : passkey.value,
      );
      await this.load();
      if (consented.ok || isMoved(view, this.view)) this.justConsented = true;
      return consented;
    });
  }

  async #passkeyFor(documents: ConsentDocuments): Promise<Outcome<PasskeyAnswer>> {
    const begun = await this.client.beginPasskey(documents);
    return begun.ok ? askPasskey(begun.value) : begun;
  }

  /** Has a code sent: to the address of the link, or by SMS, as the rules say. */
  async sendCode(): Promise<boolean> {
    return this.#act('code', async () => {
      const sent = await this.client.sendCode();
      await this.load();
      return sent;
    });
  }

  #forgetDocument(id: string): void {
    delete this.#loading[id];
    this.shown = Object.fromEntries(Object.entries(this.shown).filter(([key]) => key !== id));
  }

  /** Prepares the guarantee of the contract; what it gives is read back into the view. */
  guaranteeGiving(guarantee: GuaranteeView): GuaranteeGiving {
    return new GuaranteeGiving(this.client, this.view?.partyId ?? '', guarantee, () => this.load());
  }

  /** Fetches the 納付書, or a file that was given; null where it was refused (`actRefusal` says why). */
  async fetchAttachment(attachmentId: string): Promise<KeptFile | null> {
    return this.#fetch(() => this.client.attachment(attachmentId));
  }

  /** 「署名を辞退」. */
  async decline(reason: string): Promise<boolean> {
    return this.#act('decline', async () => {
      const declined = await this.client.decline(reason);
      await this.load();
      return declined;
    });
  }

  /** 「紙の契約書を希望する」: the 承諾 is withdrawn, and the case goes to paper. */
  async toPaper(): Promise<boolean> {
    return this.#act('paper', async () => {
      const switched = await this.client.toPaper();
      await this.load();
      return switched;
    });
  }

  /** 「再発行を依頼する」. */
  async requestReissue(): Promise<boolean> {
    return this.#act('reissue', async () => {
      const asked = await this.client.requestReissue();
      await this.load();
      return asked;
    });
  }

  /** What the concluded contract is kept under on this device; null where it was refused (`actRefusal` says why). */
  async contractToKeep(): Promise<ShelfContract | null> {
    let contract: ShelfContract | null = null;
    await this.#act('download', async () => {
      const answer = await this.client.contract();
      if (answer.ok) contract = answer.value;
      return answer;
    });
    return contract;
  }

  /** Where the files of the concluded contract come from, by the link. */
  readonly packSource: PackSource = (file) =>
    file.role === 'attachment'
      ? this.client.attachment(file.id)
      : this.client.file(file.role === 'contract' ? 'concluded' : 'certificate', file.id);

  /** Fetches a copy to keep; null where it was refused (`actRefusal` says why). */
  async fetchFile(which: KeptFileKind | 'archive', documentId: string): Promise<KeptFile | null> {
    return this.#fetch(() =>
      which === 'archive' ? this.client.archive() : this.client.file(which, documentId),
    );
  }

  async #fetch(read: () => Promise<Outcome<KeptFile>>): Promise<KeptFile | null> {
    let file: KeptFile | null = null;
    await this.#act('download', async () => {
      const answer = await read();
      if (answer.ok) file = answer.value;
      return answer;
    });
    return file;
  }

  async #act(name: SigningAct, act: () => Promise<Outcome<unknown>>): Promise<boolean> {
    if (this.acting !== null) return false;
    this.acting = name;
    this.actRefusal = null;
    const before = this.view;
    try {
      const outcome = await act();
      // The answer was lost on the line, the act was not: the view says what became of it.
      const isDone = outcome.ok || (outcome.code === 'OFFLINE' && isMoved(before, this.view));
      this.actRefusal = isDone ? null : outcome.code;
      return isDone;
    } finally {
      this.acting = null;
    }
  }

  /** Looks again, ever more gently, until the envelope has come to its end; returns what stops it. */
  watch(): () => void {
    let turn = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = (): void => {
      timer = setTimeout(() => void look(), POLL_MS[Math.min(turn, POLL_MS.length - 1)]);
      turn += 1;
    };
    const look = async (): Promise<void> => {
      if (document.visibilityState === 'visible') await this.load();
      next();
    };
    const seen = (): void => {
      turn = 0;
      clearTimeout(timer);
      next();
    };
    document.addEventListener('visibilitychange', seen);
    next();
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }

  async #keep(change: Partial<KeptLink>): Promise<void> {
    this.#link = { ...this.#link, ...change, seenAt: nowIso() };
    await keepLink(this.#link);
  }
}

/** Whether the envelope has gone on, by this party's act or another's, between two looks at it. */
function isMoved(before: SigningView | null, after: SigningView | null): boolean {
  return (
    before !== null &&
    after !== null &&
    (before.status !== after.status ||
      before.partyStatus !== after.partyStatus ||
      before.reissueRequestedAt !== after.reissueRequestedAt)
  );
}

const nowIso = (): string => new Date().toISOString();

function sessionFlag(id: string, value?: boolean): boolean {
  const key = `shomei-reading-${id}`;
  if (value === true) sessionStorage.setItem(key, 'yes');
  if (value === false) sessionStorage.removeItem(key);
  return sessionStorage.getItem(key) === 'yes';
}
