import { expect, test } from 'vitest';
import { heldAnswers, type RevocationSource } from './revocation.ts';

const unused = (): never => {
  throw new Error('not part of this test');
};

test('gives an answer again only to the same question at the same address', async () => {
  let asked = 0;
  const source: RevocationSource = {
    ocsp: () => Promise.resolve(Uint8Array.of((asked += 1))),
    crl: unused,
    certificate: unused,
  };
  const held = heldAnswers(source);
  const answers = await Promise.all([
    held.ocsp('http://a', Uint8Array.of(1)),
    held.ocsp('http://a', Uint8Array.of(1)),
    held.ocsp('http://a', Uint8Array.of(2)),
    held.ocsp('http://b', Uint8Array.of(1)),
  ]);
  expect(answers.map(([answer]) => answer)).toEqual([1, 1, 2, 3]);
});

test('asks again where there was no answer', async () => {
  let asked = 0;
  const held = heldAnswers({
    ocsp: unused,
    crl: () => ((asked += 1) === 1 ? Promise.reject(new Error('away')) : Promise.resolve(Uint8Array.of(9))),
    certificate: unused,
  });
  await expect(held.crl('http://a')).rejects.toThrow('away');
  expect([...(await held.crl('http://a'))]).toEqual([9]);
});
