/** The door of the development authority. */
export { startAuthority } from './authority.ts';
export type { Authority } from './authority.ts';
