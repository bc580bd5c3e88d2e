/** What `/s` shows once its frame stands. */
export { default as Envelope } from './Envelope.svelte';
export { default as LinkChoice } from './LinkChoice.svelte';
export { default as LinkProblem } from './LinkProblem.svelte';
