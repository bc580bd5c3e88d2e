import { createHash } from 'node:crypto';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import type { StackAccount } from '../../supabase/embedded/stack.ts';
import { call, callJson, Refused, type Call } from './http.ts';

const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A member of staff, signed in with password and one-time code, as the console does it. */
export class Staff {
  readonly client: SupabaseClient;
  readonly #url: string;
  readonly #account: StackAccount;

  private constructor(url: string, client: SupabaseClient, account: StackAccount) {
    this.#url = url;
    this.client = client;
    this.#account = account;
  }

  static async signIn(url: string, publishableKey: string, account: StackAccount): Promise<Staff> {
    const client = createClient(url, publishableKey, {
      auth: { persistSession: false, autoRefreshToken: false, storageKey: account.id },
    });
    const { error } = await client.auth.signInWithPassword({
      email: account.email,
      password: account.password,
    });
    if (error !== null) throw new Error(`sign-in of ${account.email}`, { cause: error });
    const staff = new Staff(url, client, account);
    await staff.secondFactor();
    return staff;
  }

  /** Gives a code that was not used before: for the sign-in, and again before the municipality signs. */
  async secondFactor(): Promise<void> {
    const { data, error } = await this.client.auth.mfa.listFactors();
    const factor = data?.totp[0];
    if (error !== null || factor === undefined) {
      throw new Error(`no second factor of ${this.#account.email}`, { cause: error });
    }
    const verified = await this.client.auth.mfa.challengeAndVerify({
      factorId: factor.id,
      code: this.#account.freshCode(),
    });
    if (verified.error !== null) {
      throw new Error(`second factor of ${this.#account.email}`, { cause: verified.error });
    }
  }

  async #headers(): Promise<Record<string, string>> {
    const { data } = await this.client.auth.getSession();
    return { authorization: `Bearer ${data.session?.access_token ?? ''}` };
  }

  act<T>(method: Call['method'], path: string, json?: unknown): Promise<T> {
    return this.call<T>(method, `/envelope${path}`, json);
  }

  /** @param path - below `/functions/v1`, beginning with the function's name. */
  async call<T>(method: Call['method'], path: string, json?: unknown): Promise<T> {
    const headers = await this.#headers();
    return await callJson<T>(this.#url, {
      method,
      path,
      headers,
      ...(json === undefined ? {} : { json }),
    });
  }

  /**
   * Signs for the municipality what these documents are now; gives a fresh code first where the last is too old.
   *
   * @param partyId - the municipality's party.
   */
  async consent(partyId: string, documentIds: readonly string[]): Promise<void> {
    const documents: { documentId: string; sha256Hex: string }[] = [];
    for (const documentId of documentIds) {
      documents.push({ documentId, sha256Hex: (await this.content(documentId)).sha256Hex });
    }
    const consent = (): Promise<unknown> =>
      this.act('POST', `/parties/${partyId}/consent`, {
        documents,
        operator: { authority: '事務専決規程（試験用）' },
      });
    try {
      await consent();
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'SECOND_FACTOR_STALE') throw error;
      await this.secondFactor();
      await consent();
    }
  }

  /** Attaches one PDF of at most one part to a case, and answers its id. */
  async attach(caseId: string, kind: string, name: string, bytes: Uint8Array): Promise<string> {
    return this.#attach('/application/attachments', { caseId, kind }, name, bytes);
  }

  /** Attaches the 納付書 of an envelope, and answers its id. */
  async attachSlip(envelopeId: string, name: string, bytes: Uint8Array): Promise<string> {
    return this.#attach(`/envelope/${envelopeId}/payment-slip`, {}, name, bytes);
  }

  async #attach(begin: string, place: object, name: string, bytes: Uint8Array): Promise<string> {
    const octets = bytes.slice();
    const sha256 = sha256Hex(octets);
    const begun = await this.call<{ attachmentId: string }>('POST', begin, {
      ...place,
      name,
      size: octets.length,
      sha256Hex: sha256,
    });
    const path = `/application/attachments/${begun.attachmentId}`;
    const headers = { ...(await this.#headers()), 'x-part-sha256': sha256 };
    await call(this.#url, { method: 'PUT', path: `${path}/parts/0`, headers, octets });
    await this.call('POST', `${path}/finish`, {});
    return begun.attachmentId;
  }

  /** Uploads one PDF in parts and answers what the service made of it. */
  async upload(
    envelopeId: string,
    name: string,
    bytes: Uint8Array,
  ): Promise<{ documentId: string; pageCount: number; repaired: boolean }> {
    const begun = await this.act<{ uploadId: string; partSize: number; partCount: number }>(
      'POST',
      '/uploads',
      { envelopeId, name, size: bytes.length, sha256Hex: sha256Hex(bytes) },
    );
    for (let index = 0; index < begun.partCount; index++) {
      const octets = bytes.slice(index * begun.partSize, (index + 1) * begun.partSize);
      await call(this.#url, {
        method: 'PUT',
        path: `/envelope/uploads/${begun.uploadId}/parts/${String(index)}`,
        headers: { ...(await this.#headers()), 'x-part-sha256': sha256Hex(octets) },
        octets,
      });
    }
    return await this.act('POST', `/uploads/${begun.uploadId}/finish`, {});
  }

  /** The octets of a document's newest revision; throws where they are not what the service says they are. */
  async content(documentId: string): Promise<{ bytes: Uint8Array; sha256Hex: string }> {
    return this.#octets(`/envelope/documents/${documentId}/content?purpose=view`);
  }

  /** The octets of a file that came with an application; throws as `content` does. */
  async attached(attachmentId: string): Promise<{ bytes: Uint8Array; sha256Hex: string }> {
    return this.#octets(`/application/attachments/${attachmentId}/content`);
  }

  async #octets(path: string): Promise<{ bytes: Uint8Array; sha256Hex: string }> {
    return await octetsOf(await call(this.#url, { method: 'GET', path, headers: await this.#headers() }));
  }
}

/** Reads octets and holds them against the hash that came with them. */
export async function octetsOf(answer: Response): Promise<{ bytes: Uint8Array; sha256Hex: string }> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const stated = answer.headers.get('x-document-sha256');
  if (stated !== sha256Hex(bytes)) throw new Error('the octets are not those that the service states');
  return { bytes, sha256Hex: stated };
}
