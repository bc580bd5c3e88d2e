/**
 * The part of nodemailer that delivering uses. Its published types pull in Node's, which Deno has of its own.
 */
export interface SentMail {
  readonly messageId: string;
}

export interface Transport {
  sendMail(mail: {
    readonly from: string;
    readonly to: readonly { readonly name: string; readonly address: string }[];
    readonly subject: string;
    readonly text: string;
    readonly html: string;
    readonly messageId: string;
    readonly headers: Readonly<Record<string, string>>;
  }): Promise<SentMail>;
}

export function createTransport(
  options: Readonly<{
    url: string;
    connectionTimeout: number;
    greetingTimeout: number;
    socketTimeout: number;
    disableFileAccess: boolean;
    disableUrlAccess: boolean;
  }>,
): Transport;
