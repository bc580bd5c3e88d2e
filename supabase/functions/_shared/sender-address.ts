/** The bare address of `name <address>`: what recipients are asked to allow. */
export function senderAddress(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
}
