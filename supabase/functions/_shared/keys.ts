import type { KeyPort } from './core.ts';
import { kmsKey } from './keys-aws-kms.ts';
import type { KeySettings } from './keys-config.ts';
import { cscKey } from './keys-csc.ts';
import { localKey } from './keys-local.ts';

/** How long a remote key's certificate is taken for granted: a renewed one is noticed without a restart. */
const HELD_MS = 600_000;

/**
 * A key of the configuration, wherever it is kept. What it takes to reach it is done at the first use and then held: a
 * secret for good, a remote key for ten minutes. A failure is not held.
 *
 * @returns for the sealing key, what `JobPorts.key` is; it throws as `localKey`, `cscKey` and `kmsKey` do.
 */
export function configuredKey(settings: KeySettings, now: () => Date): () => Promise<KeyPort> {
  let held: { readonly key: Promise<KeyPort>; readonly untilMs: number } | undefined;
  return () => {
    if (held !== undefined && now().getTime() < held.untilMs) return held.key;
    const key = openKey(settings, now);
    const opened = { key, untilMs: settings.port === 'local' ? Infinity : now().getTime() + HELD_MS };
    held = opened;
    key.catch(() => {
      if (held === opened) held = undefined;
    });
    return key;
  };
}

async function openKey(settings: KeySettings, now: () => Date): Promise<KeyPort> {
  switch (settings.port) {
    case 'local':
      return await localKey(settings.pkcs8, settings.certificatesPem, settings.pss);
    case 'csc':
      return await cscKey(settings, now);
    case 'aws-kms':
      return await kmsKey(settings, now);
  }
}
