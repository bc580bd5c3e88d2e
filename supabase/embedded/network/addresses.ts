import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';

/** Whether an IPv4 address belongs to a private network (RFC 1918, RFC 6598) or is link-local (RFC 3927). */
function isPrivate(address: string): boolean {
  const [a = 0, b = 0] = address.split('.').map(Number);
  return (
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128)
  );
}

/**
 * The machine's IPv4 addresses on its networks: private ones first, in the system's order.
 *
 * @param interfaces - as `os.networkInterfaces()` answers.
 */
export function localAddresses(
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces(),
): readonly string[] {
  const found = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter((i) => i.family === 'IPv4' && !i.internal)
    .map((i) => i.address);
  return [...new Set([...found.filter(isPrivate), ...found.filter((a) => !isPrivate(a))])];
}
