/** The door of the development authority. */
export { startAuthority } from './authority.ts';
export type { Authority, AuthorityOptions } from './authority.ts';
export type { Faults } from './answers.ts';
