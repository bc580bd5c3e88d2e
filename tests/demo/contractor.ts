import { createHash } from 'node:crypto';
import type { SigningView } from '../../src/lib/domain/signing-view.ts';
import { call, callJson, type Call } from './http.ts';
import { octetsOf } from './staff.ts';

/** The contractor on the phone: nothing but the link. */
export class Contractor {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, token: string) {
    this.#url = url;
    this.#headers = { 'x-link-token': token };
  }

  #act<T>(method: Call['method'], path: string, json?: unknown): Promise<T> {
    return callJson<T>(this.#url, {
      method,
      path: `/signing${path}`,
      headers: this.#headers,
      ...(json === undefined ? {} : { json }),
    });
  }

  view(): Promise<SigningView> {
    return this.#act('GET', '/view');
  }

  async octets(path: string): Promise<{ bytes: Uint8Array; sha256Hex: string }> {
    return await octetsOf(
      await call(this.#url, { method: 'GET', path: `/signing${path}`, headers: this.#headers }),
    );
  }

  /** Everything in one ZIP, as octets. */
  async archive(): Promise<Uint8Array> {
    const answer = await call(this.#url, {
      method: 'GET',
      path: '/signing/archive',
      headers: this.#headers,
    });
    return new Uint8Array(await answer.arrayBuffer());
  }

  /**
   * Marks every item of the checklist as done; other devices with the same link see it.
   *
   * @param delegate - who operates for the 名義人; null where that is the 名義人.
   */
  async finishChecklist(documentIds: readonly string[], delegate: string | null = null): Promise<void> {
    await this.#act('PUT', '/progress', {
      openedDocumentIds: documentIds,
      noteRead: true,
      principalConfirmed: true,
      operatorKind: delegate === null ? 'principal' : 'delegate',
      operatorName: delegate,
    });
  }

  /** Gives a 保証証券 of at most one part as guarantee of the contract. */
  async giveSecurity(name: string, bytes: Uint8Array): Promise<void> {
    await this.#act('POST', '/open', {});
    const octets = bytes.slice();
    const sha256Hex = createHash('sha256').update(octets).digest('hex');
    const { attachmentId } = await this.#act<{ attachmentId: string }>('POST', '/attachments', {
      kind: 'security',
      name,
      size: octets.length,
      sha256Hex,
    });
    const headers = { ...this.#headers, 'x-part-sha256': sha256Hex };
    await call(this.#url, {
      method: 'PUT',
      path: `/signing/attachments/${attachmentId}/parts/0`,
      headers,
      octets,
    });
    await this.#act('POST', `/attachments/${attachmentId}/finish`, {});
    await this.#act('POST', '/guarantee', { kind: 'security', attachmentId });
  }

  /** Opens every document, goes through the checklist, and consents to exactly the octets that were shown. */
  async readAndConsent(): Promise<void> {
    await this.#act('POST', '/open', {});
    const { documents } = await this.view();
    const consented: { documentId: string; sha256Hex: string }[] = [];
    for (const { id } of documents) {
      const { sha256Hex } = await this.octets(`/documents/${id}/content`);
      consented.push({ documentId: id, sha256Hex });
    }
    await this.finishChecklist(documents.map((document) => document.id));
    await this.#act('POST', '/consent', {
      documents: consented,
      operator: { kind: 'principal', name: null },
    });
  }
}
