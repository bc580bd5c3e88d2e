import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isAlgorithm, type Algorithm } from './algorithm.ts';

/** One key that may be asked for, and by whom. */
export type CredentialSettings = Readonly<{
  id: string;
  /** CKA_LABEL of the private key. */
  keyLabel: string;
  /** PEM of the chain, the key's own certificate first. */
  certificatesPem: string;
  algorithms: readonly Algorithm[];
  /** SHA-256 of the client certificates that may ask for it, upper-case hexadecimal with colons. */
  clients: readonly string[];
  signaturesPerMinute: number;
}>;

export type Settings = Readonly<{
  listen: Readonly<{ host: string; port: number }>;
  /** PEM. */
  tls: Readonly<{ certificate: string; key: string; clientAuthorities: string }>;
  device: Readonly<{ module: string; tokenLabel: string; pin: string }>;
  logFile: string;
  credentials: readonly CredentialSettings[];
}>;

/** A setting that is missing or wrong; the message names it and never its value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings from a JSON file; the files that it names are read from beside it.
 *
 * @throws SettingsError with the member's name.
 */
export function readSettings(file: string): Settings {
  const folder = path.dirname(path.resolve(file));
  const whole = recordOf(parse(readText(file, 'the settings')), 'settings');
  const text = (record: Record<string, unknown>, name: string): string => {
    const value = record[name];
    if (typeof value !== 'string' || value === '') throw new SettingsError(`${name} is missing`);
    return value;
  };
  const content = (record: Record<string, unknown>, name: string): string =>
    readText(path.resolve(folder, text(record, name)), name);
  const listen = recordOf(whole['listen'], 'listen');
  const tls = recordOf(whole['tls'], 'tls');
  const device = recordOf(whole['device'], 'device');
  const { port } = listen;
  if (typeof port !== 'number') throw new SettingsError('listen.port is missing');
  const list = whole['credentials'];
  if (!Array.isArray(list) || list.length === 0) throw new SettingsError('credentials is missing');
  return {
    listen: { host: text(listen, 'host'), port },
    tls: {
      certificate: content(tls, 'certificate'),
      key: content(tls, 'key'),
      clientAuthorities: content(tls, 'clientAuthorities'),
    },
    // The PIN has a file of its own: an environment shows in listings of processes and in crash reports.
    device: {
      module: text(device, 'module'),
      tokenLabel: text(device, 'tokenLabel'),
      pin: content(device, 'pinFile').trim(),
    },
    logFile: path.resolve(folder, text(whole, 'log')),
    credentials: list.map((value: unknown) => {
      const entry = recordOf(value, 'credentials');
      const { algorithms, clients, signaturesPerMinute } = entry;
      if (!Array.isArray(algorithms) || algorithms.length === 0 || !algorithms.every(isAlgorithm))
        throw new SettingsError('algorithms names none, or one that is not signed with');
      const hex = /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/;
      if (!Array.isArray(clients) || !clients.every((c) => typeof c === 'string' && hex.test(c)))
        throw new SettingsError('clients is no list of SHA-256 fingerprints (AB:CD:…)');
      if (typeof signaturesPerMinute !== 'number' || !(signaturesPerMinute > 0))
        throw new SettingsError('signaturesPerMinute is missing');
      return {
        id: text(entry, 'id'),
        keyLabel: text(entry, 'keyLabel'),
        certificatesPem: content(entry, 'certificates'),
        algorithms,
        clients: clients as string[],
        signaturesPerMinute,
      };
    }),
  };
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SettingsError(`${name} cannot be read: ${file}`, { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new SettingsError('the settings are not JSON', { cause });
  }
}

function recordOf(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SettingsError(`${name} is missing`);
  return value as Record<string, unknown>;
}
