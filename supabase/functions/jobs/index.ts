import { configuredKey } from '../_shared/keys.ts';
import { smtpMail } from '../_shared/mail.ts';
import { platformPorts } from '../_shared/platform.ts';
import { httpRevocation } from '../_shared/revocation.ts';
import { configuredSheetKey } from '../_shared/sheet-key.ts';
import { snsSms } from '../_shared/sms.ts';
import { httpAuthorities } from '../_shared/tsa.ts';
import { handle } from './handler.ts';
import type { JobPorts } from './ports.ts';

let jobPorts: JobPorts | undefined;

function ports(): JobPorts {
  if (jobPorts !== undefined) return jobPorts;
  const base = platformPorts();
  const { config } = base;
  let fonts: ReturnType<JobPorts['fonts']> | undefined;
  jobPorts = {
    ...base,
    key: configuredKey(config.key, base.now),
    sheetKey: configuredSheetKey(config.sheetKey, base.now),
    authorities: httpAuthorities(config.tsaUrls, {
      now: base.now,
      changed: (health) => base.log({ level: 'warn', event: 'authority', ...health }),
    }),
    revocation: httpRevocation(),
    mail: smtpMail(config.smtpUrl, config.mailFrom),
    sms: config.sms === null ? null : snsSms(config.sms, base.now),
    fonts: () => (fonts ??= readFonts()),
    every: (intervalMs, act) => {
      const timer = setInterval(() => void act(), intervalMs);
      return () => clearInterval(timer);
    },
    worker: crypto.randomUUID(),
  };
  return jobPorts;
}

async function readFonts(): Promise<{ regular: Uint8Array; bold: Uint8Array }> {
  const folder = new URL('../../../node_modules/@expo-google-fonts/noto-sans-jp/', import.meta.url);
  const font = (style: string): Promise<Uint8Array> =>
    Deno.readFile(new URL(`${style}/NotoSansJP_${style}.ttf`, folder));
  const [regular, bold] = await Promise.all([font('400Regular'), font('700Bold')]);
  return { regular, bold };
}

Deno.serve((request) => handle(request, ports()));
