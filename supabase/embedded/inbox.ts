import { chmodSync, mkdirSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { MailDev } from 'maildev';
import { createTransport } from 'nodemailer';
import { withoutBanners } from './quiet.ts';

/** The inbox of the embedded stack: an SMTP server that delivers nothing outside, and a page that shows it. */
export type Inbox = Readonly<{
  url: string;
  smtpPort: number;
  send(message: {
    from?: string | undefined;
    to: string;
    subject: string;
    text?: string | undefined;
    html?: string | undefined;
  }): Promise<void>;
  stop(): Promise<void>;
  /** Listens again on the same ports after `stop`: an outage of the mail server is over. */
  resume(): Promise<void>;
}>;

/**
 * Starts maildev in this process.
 *
 * @param mailDir - folder that keeps the mails over a restart.
 */
export async function startInbox(options: {
  port: number;
  smtpPort: number;
  mailDir: string;
}): Promise<Inbox> {
  // Mails carry links to sign with; the data folder lets other accounts of this machine pass through.
  mkdirSync(options.mailDir, { recursive: true, mode: 0o700 });
  chmodSync(options.mailDir, 0o700);
  const open = async (): Promise<MailDev> => {
    const maildev = new MailDev({
      smtp: options.smtpPort,
      ip: '127.0.0.1',
      web: options.port,
      webIp: '127.0.0.1',
      mailDirectory: options.mailDir,
      silent: true,
    });
    await withoutBanners(() => maildev.start());
    const page = maildev.getServers()?.api?.server.server;
    if (page) keepToItself(page, options.port);
    return maildev;
  };
  let running: MailDev | null = await open();
  const transport = createTransport({
    host: '127.0.0.1',
    port: options.smtpPort,
    secure: false,
    ignoreTLS: true,
  });
  return {
    url: `http://127.0.0.1:${options.port}`,
    smtpPort: options.smtpPort,
    send: async (message) => {
      await transport.sendMail({ from: 'noreply@shomei.example', ...message });
    },
    stop: async () => {
      transport.close();
      await running?.stop();
      running = null;
    },
    resume: async () => {
      running ??= await open();
    },
  };
}

/**
 * Lets only the inbox's own page speak to it: maildev answers any site that a browser has open, and a name that
 * somebody points at this machine would make that site the page's own.
 */
function keepToItself(server: Server, port: number): void {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const isOwn = ({ headers }: IncomingMessage): boolean =>
    hosts.includes(headers.host ?? '') &&
    (headers.origin === undefined || hosts.includes(headers.origin.replace(/^http:\/\//, '')));
  const served = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!isOwn(request)) response.writeHead(403).end();
    else for (const listener of served) listener.call(server, request, response);
  });
  const upgraded = server.listeners('upgrade');
  server.removeAllListeners('upgrade');
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isOwn(request)) socket.destroy();
    else for (const listener of upgraded) listener.call(server, request, socket, head);
  });
}
