import type { Handle } from '@sveltejs/kit';
import { COMMON_JA } from './lib/messages/common.ts';

/** Runs at build time only (nothing is rendered by a server): puts the catalogue's sentence into the shell. */
export const handle: Handle = ({ event, resolve }) =>
  resolve(event, { transformPageChunk: ({ html }) => html.replace('%shomei.noscript%', COMMON_JA.noScript) });
