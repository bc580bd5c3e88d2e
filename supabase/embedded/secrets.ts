import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { generateX25519Identity } from 'age-encryption';
import { StackError } from './stack-error.ts';
import { base32 } from './auth/totp.ts';
import { DEMO_ACCOUNTS } from './demo-accounts.ts';

/** Everything random that one data folder needs. Kept in `secrets.json`, readable by its owner alone. */
export type StackSecrets = Readonly<{
  databasePassword: string;
  jwtSecret: string;
  publishableKey: string;
  secretKey: string;
  /** base64, 32 octets. */
  linkKey: string;
  /** `AGE-SECRET-KEY-1…`. */
  storageIdentity: string;
  jobsSecret: string;
  /** base64, PKCS#8 of a P-256 key: who sends push notices. */
  pushKey: string;
  demoPassword: string;
  /** base32 TOTP secret by account id. */
  demoTotp: Readonly<Record<string, string>>;
}>;

/** A password a person can type: four groups of lower-case letters and digits without look-alikes. */
function typeablePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const letters = [...randomBytes(16)].map((b) => alphabet[b % alphabet.length]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

async function makeSecrets(): Promise<StackSecrets> {
  return {
    databasePassword: randomBytes(18).toString('base64url'),
    jwtSecret: randomBytes(32).toString('hex'),
    publishableKey: `sb_publishable_${randomBytes(24).toString('base64url').slice(0, 31)}`,
    secretKey: `sb_secret_${randomBytes(24).toString('base64url').slice(0, 31)}`,
    linkKey: randomBytes(32).toString('base64'),
    storageIdentity: await generateX25519Identity(),
    jobsSecret: randomBytes(24).toString('base64url'),
    pushKey: generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      privateKeyEncoding: { type: 'pkcs8', format: 'der' },
      publicKeyEncoding: { type: 'spki', format: 'der' },
    }).privateKey.toString('base64'),
    demoPassword: typeablePassword(),
    demoTotp: Object.fromEntries(DEMO_ACCOUNTS.map((a) => [a.id, base32(randomBytes(20))])),
  };
}

/**
 * Reads the folder's secrets, making what is missing. Written beside and renamed, so that a kill leaves the old
 * file or the new one.
 *
 * @throws StackError `SECRETS_UNREADABLE` where the file is not JSON: making new ones would lose stored objects.
 */
export async function loadSecrets(dataDir: string): Promise<StackSecrets> {
  const file = path.join(dataDir, 'secrets.json');
  let kept: Partial<StackSecrets> = {};
  if (existsSync(file)) {
    try {
      kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<StackSecrets>;
    } catch (cause) {
      throw new StackError(
        'SECRETS_UNREADABLE',
        `${file} is damaged. Restore it, or begin anew with --fresh.`,
        { cause },
      );
    }
  }
  const made = await makeSecrets();
  const secrets = { ...made, ...kept, demoTotp: { ...made.demoTotp, ...kept.demoTotp } };
  if (JSON.stringify(secrets) !== JSON.stringify(kept)) {
    writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return secrets;
}
