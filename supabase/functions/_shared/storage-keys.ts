import { armor, Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { sha256Hex, utf8 } from './octets.ts';
import { Fault } from './refusal.ts';

/** To whom every object's own identity is wrapped, and who of them unwraps here. */
export interface StorageKeys {
  /** `AGE-SECRET-KEY-1…`: the service's own first, then former ones, which still unwrap but no longer wrap. */
  readonly identities: readonly string[];
  /** `age1…` of an identity that is kept offline, for the day when the service's is lost; null where there is none. */
  readonly recoveryRecipient: string | null;
}

/**
 * Reads both settings: identities separated by white space, and the recovery recipient.
 *
 * @throws Fault `CONFIG_UNREADABLE` with the setting's name where a text is not of the form.
 */
export function readStorageKeys(identities: string, recovery: string | undefined): StorageKeys {
  const secrets = identities.split(/\s+/).filter((text) => text !== '');
  if (secrets.length === 0 || !secrets.every((text) => /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/.test(text))) {
    throw new Fault('CONFIG_UNREADABLE', { context: { name: 'SHOMEI_STORAGE_IDENTITY' } });
  }
  const recipient = recovery?.trim() ?? '';
  if (recipient !== '' && !/^age1[0-9a-z]{58}$/.test(recipient)) {
    throw new Fault('CONFIG_UNREADABLE', { context: { name: 'SHOMEI_STORAGE_RECOVERY_RECIPIENT' } });
  }
  return { identities: secrets, recoveryRecipient: recipient === '' ? null : recipient };
}

/** Wraps and unwraps the identities of objects. */
export interface IdentityWrapping {
  /** An identity as an armored age file to the service's recipient and the recovery recipient. */
  wrap(identity: string): Promise<string>;
  /** @throws Error where none of the service's identities, former ones included, is a recipient. */
  unwrap(wrapped: string): Promise<string>;
  /** Names the recipients that `wrap` wraps to: SHA-256 of their sorted list, lower-case hexadecimal. */
  recipientsSha256Hex(): Promise<string>;
}

/**
 * The wrapping of object identities (age-encryption.org/v1, X25519 stanzas): the service's first identity is a
 * recipient of what is wrapped, the recovery recipient another; each opens the file alone.
 *
 * @throws the first use throws Error where an identity or recipient is malformed.
 */
export function identityWrapping(keys: StorageKeys): IdentityWrapping {
  const { identities } = keys;
  let made: Promise<readonly string[]> | undefined;
  const recipients = (): Promise<readonly string[]> =>
    (made ??= identityToRecipient(identities[0] ?? '').then((own) =>
      keys.recoveryRecipient === null ? [own] : [own, keys.recoveryRecipient],
    ));
  return {
    async wrap(identity) {
      const encrypter = new Encrypter();
      for (const recipient of await recipients()) encrypter.addRecipient(recipient);
      return armor.encode(await encrypter.encrypt(identity));
    },
    async unwrap(wrapped) {
      const decrypter = new Decrypter();
      for (const identity of identities) decrypter.addIdentity(identity);
      return await decrypter.decrypt(armor.decode(wrapped), 'text');
    },
    recipientsSha256Hex: async () => await sha256Hex(utf8([...(await recipients())].sort().join('\n'))),
  };
}
