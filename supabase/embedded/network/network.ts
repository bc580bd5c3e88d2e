import type { RequestListener } from 'node:http';
import type { StackOptions } from '../stack-options.ts';

/** The stack on the local network. */
export type Network = Readonly<{
  url: string;
  setupUrl: string;
  serve(handler: RequestListener): Promise<void>;
  stop(): Promise<void>;
}>;

export async function openNetwork(_values: {
  dataDir: string;
  options: StackOptions;
  appPort: number;
}): Promise<Network> {
  throw new Error('not yet');
}
