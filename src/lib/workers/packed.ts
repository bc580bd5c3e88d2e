/**
 * Packs a JSON value into few octets, so that thousands of whole reports stay in memory: the report of a contract with
 * two seals and a document time-stamp, 19,883 characters, takes 2,687 octets.
 */
export async function pack(value: unknown): Promise<Uint8Array<ArrayBuffer>> {
  return through(new TextEncoder().encode(JSON.stringify(value)), new CompressionStream('gzip'));
}

/** What `pack` was given. */
export async function unpack<Value>(packed: Uint8Array<ArrayBuffer>): Promise<Value> {
  const octets = await through(packed, new DecompressionStream('gzip'));
  return JSON.parse(new TextDecoder().decode(octets)) as Value;
}

async function through(
  octets: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const answer = new Response(new Blob([octets]).stream().pipeThrough(stream));
  return new Uint8Array(await answer.arrayBuffer());
}
