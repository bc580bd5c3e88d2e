import { expect, test } from 'vitest';
import { answerStorageFull, StorageFull } from './storage-full.ts';

const broken = async (work: () => void): Promise<Response> => {
  try {
    work();
  } catch {
    return new Response('server_error', { status: 500 });
  }
  return new Response('stored');
};

test('a full disk answers 507, another fault stays 500', async () => {
  const full = await answerStorageFull(() =>
    broken(() => {
      throw new StorageFull();
    }),
  );
  expect([full.status, ((await full.json()) as { error: string }).error]).toEqual([
    507,
    'insufficient_storage',
  ]);
  expect(
    (
      await answerStorageFull(() =>
        broken(() => {
          throw new Error('other');
        }),
      )
    ).status,
  ).toBe(500);
});

test("one request does not take another one's full disk for its own", async () => {
  const [first, second] = await Promise.all([
    answerStorageFull(() =>
      broken(() => {
        throw new StorageFull();
      }),
    ),
    answerStorageFull(() => broken(() => undefined)),
  ]);
  expect([first.status, second.status]).toEqual([507, 200]);
});
