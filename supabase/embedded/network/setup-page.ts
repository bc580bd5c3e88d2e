import type { RequestListener } from 'node:http';
import { NETWORK_SETUP_EN, NETWORK_SETUP_JA } from '../../../src/lib/messages/network-setup.ts';

const CERTIFICATE_PATH = '/shomei-test-tls-root.crt';

/**
 * The plain-HTTP page that installs the TLS root and leads on. It serves nothing else: without HTTPS a phone has no
 * WebCrypto and no service worker.
 *
 * @param values.fingerprint - of the root, as people compare it.
 */
export function setupPage(values: {
  root: Uint8Array;
  fingerprint: string;
  appUrl: string;
}): RequestListener {
  const section = (t: typeof NETWORK_SETUP_JA | typeof NETWORK_SETUP_EN, lang: string): string => `
<section lang="${lang}">
<h1>${t.title}</h1>
<p>${t.lead}</p>
<h2>${t.step1}</h2>
<p><a class="button" href="${CERTIFICATE_PATH}" download>${t.download}</a></p>
<ul><li>${t.ios}</li><li>${t.android}</li><li>${t.pc}</li></ul>
<p>${t.fingerprint}<br><code>${values.fingerprint}</code></p>
<h2>${t.step2}</h2>
<p><a class="button" href="${values.appUrl}">${t.open}</a><br>${values.appUrl}</p>
<p>${t.warning}</p>
</section>`;
  const html = `<!doctype html>
<html lang="ja"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${NETWORK_SETUP_JA.title}</title>
<style>
body{font:1.0625rem/1.75 system-ui,sans-serif;margin:0 auto;padding:1.5rem;max-width:40rem;color:#1a1a1c}
h1{font-size:1.5rem;line-height:1.4}h2{font-size:1.25rem}code{overflow-wrap:anywhere}
section+section{border-top:1px solid #949494;margin-top:2rem}
.button{display:inline-block;min-height:44px;padding:.5rem 1.5rem;border-radius:8px;background:#0017c1;color:#fff;text-decoration:none}
.button:focus-visible{outline:4px solid #000;outline-offset:2px;background:#fd0;color:#000}
</style></head><body><main>${section(NETWORK_SETUP_JA, 'ja')}${section(NETWORK_SETUP_EN, 'en')}</main></body></html>`;
  return (request, response) => {
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'");
    if (request.url === CERTIFICATE_PATH) {
      response.setHeader('content-type', 'application/x-x509-ca-cert');
      response.end(values.root);
      return;
    }
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(html);
  };
}
