import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StackAccount } from './stack-accounts.ts';

const isLoopback = (address: string | undefined): boolean => /^(::ffff:)?127\.|^::1$/.test(address ?? '');

// A proxy on this machine, and a page whose name was pointed here (DNS rebinding), come from loopback too; they ask
// for another host, or say for whom they ask.
function isForThisMachine({ headers }: IncomingMessage): boolean {
  const isLocalName = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/i.test(headers.host ?? '');
  return isLocalName && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}

/**
 * A page with the demo accounts and their current one-time codes, for whoever has no authenticator app at hand.
 * Only this machine may read it; `?format=json` gives the same as JSON.
 */
export function accountsPage(
  accounts: readonly StackAccount[],
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    if (!isLoopback(request.socket.remoteAddress) || !isForThisMachine(request)) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end('Only on the machine itself.');
      return;
    }
    response.setHeader('cache-control', 'no-store');
    if (request.url?.includes('format=json')) {
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify(
          accounts.map((a) => ({
            id: a.id,
            email: a.email,
            role: a.role,
            municipality: a.municipality,
            password: a.password,
            totpSecret: a.totpSecret,
            code: a.code(),
          })),
        ),
      );
      return;
    }
    const rows = accounts
      .map(
        (a) =>
          `<tr><td>${a.municipality}</td><td>${a.role}</td><td>${a.email}</td><td><code>${a.password}</code></td><td><code>${a.code()}</code></td></tr>`,
      )
      .join('\n');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5"><title>Demo accounts (test only)</title>
<style>body{font:18px/1.6 system-ui,sans-serif;margin:2rem}td,th{padding:.4rem 1rem .4rem 0;text-align:left}code{font-size:1.1em}</style></head>
<body><h1>Demo accounts (test only)</h1><p>Codes change every 30 seconds; each works once.</p>
<table><thead><tr><th>Municipality</th><th>Role</th><th>E-mail</th><th>Password</th><th>Code now</th></tr></thead><tbody>
${rows}
</tbody></table></body></html>`);
  };
}
