import net from 'node:net';
import { StackError } from './stack-error.ts';

function tryListen(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}

/**
 * Finds the port to listen on.
 *
 * @param wanted - the asked port, or 0 / undefined for any free one.
 * @param purpose - the option that changes it, for the sentence.
 * @returns a port that was free a moment ago.
 * @throws StackError `PORT_TAKEN` or `PORT_FORBIDDEN`.
 */
export async function choosePort(
  wanted: number | undefined,
  purpose: string,
  host = '127.0.0.1',
): Promise<number> {
  try {
    return await tryListen(wanted ?? 0, host);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE') {
      throw new StackError(
        'PORT_TAKEN',
        `Port ${wanted} is taken by another program. Stop it, or choose another port with ${purpose} N.`,
        { cause: error },
      );
    }
    if (code === 'EACCES') {
      throw new StackError(
        'PORT_FORBIDDEN',
        `Port ${wanted} may not be used by this account. Choose one above 1023 with ${purpose} N.`,
        { cause: error },
      );
    }
    throw error;
  }
}
