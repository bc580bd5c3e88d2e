import { AsyncLocalStorage } from 'node:async_hooks';

/*
 * Mend of @supabase/lite 0.10.0: whatever its storage adapter throws, a full disk too, it answers as `500 server_error`.
 * Can go when lite passes an adapter's status on.
 */

const request = new AsyncLocalStorage<{ full: boolean }>();

/** Thrown by the adapter; one line in the log, for there is nothing in our code to look at. */
export class StorageFull extends Error {
  constructor() {
    super('Insufficient storage: the disk is full');
    this.stack = this.message;
    const note = request.getStore();
    if (note) note.full = true;
  }
}

/** Runs one storage request; where the disk was full the answer is `507`, which callers tell from a fault. */
export async function answerStorageFull(work: () => Promise<Response>): Promise<Response> {
  const note = { full: false };
  const response = await request.run(note, work);
  if (!note.full) return response;
  const body = { statusCode: '507', error: 'insufficient_storage', message: 'Insufficient storage' };
  return Response.json(body, { status: 507 });
}
