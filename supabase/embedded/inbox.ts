import { chmodSync, mkdirSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { createLogger, createOrchestrator, getDefaultConfig, type Orchestrator } from 'maildev';
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
  const open = async (): Promise<Orchestrator> => {
    const maildev = createOrchestrator({
      config: {
        ...getDefaultConfig(),
        smtp: options.smtpPort,
        ip: '127.0.0.1',
        web: options.port,
        webIp: '127.0.0.1',
        mailDirectory: options.mailDir,
      },
      logger: createLogger({ silent: true, verbose: false }),
    });
    const guarded = keepToItself(maildev, options.port);
    await withoutBanners(() => maildev.start());
    if (!guarded()) {
      await maildev.stop();
      throw new Error('the inbox would answer any site');
    }
    return maildev;
  };
  let running: Orchestrator | null = await open();
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
 * somebody points at this machine would make that site the page's own. maildev makes its server and opens the port in
 * one act, so the check is put in the moment the server exists, before anybody can ask.
 *
 * @returns whether there has been a server to guard.
 */
function keepToItself(maildev: Orchestrator, port: number): () => boolean {
  let api: { readonly server: { readonly server: Server } } | null = null;
  let guarded = false;
  Object.defineProperty(maildev, 'api', {
    get: () => api,
    set: (created: typeof api) => {
      api = created;
      if (created === null) return;
      refuseForeign(created.server.server, port);
      guarded = true;
    },
  });
  return () => guarded;
}

/** Answers requests of other hosts and origins with 403 and cuts their upgrades, whatever listens behind. */
function refuseForeign(server: Server, port: number): void {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const isOwn = ({ headers }: IncomingMessage): boolean =>
    hosts.includes(headers.host ?? '') &&
    (headers.origin === undefined || hosts.includes(headers.origin.replace(/^http:\/\//, '')));
  const emit = server.emit.bind(server) as (event: string, ...args: unknown[]) => boolean;
  server.emit = (event: string, ...args: unknown[]): boolean => {
    if (event === 'request' && !isOwn(args[0] as IncomingMessage)) {
      (args[1] as ServerResponse).writeHead(403).end();
      return true;
    }
    if (event === 'upgrade' && !isOwn(args[0] as IncomingMessage)) {
      (args[1] as Duplex).destroy();
      return true;
    }
    return emit(event, ...args);
  };
}
