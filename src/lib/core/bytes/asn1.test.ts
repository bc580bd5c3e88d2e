import { describe, expect, test } from 'vitest';
import { decodeAsn1, decodeWhole, integerValue, isTag, objectIdentifier, octetString } from './asn1.ts';
import { concatBytes } from './concat.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);

/** DER of a SEQUENCE of that many NULLs. */
function manyNulls(count: number): Uint8Array {
  const body = new Uint8Array(2 * count);
  for (let i = 0; i < body.length; i += 2) body[i] = 5;
  const length = [24, 16, 8, 0].map((shift) => (body.length >> shift) & 0xff);
  return concatBytes(bytes(0x30, 0x84, ...length), body);
}

describe('the door to ASN.1', () => {
  test('octets and content are as found, offsets count from the first byte', () => {
    const der = bytes(0x30, 0x06, 0x02, 0x01, 0x05, 0x04, 0x01, 0x09);
    const node = decodeWhole(der);
    expect(node).toMatchObject({ tag: 16, tagClass: 'universal', constructed: true, octets: der });
    expect(node?.children.map(({ offset, content }) => [offset, ...content])).toEqual([
      [2, 5],
      [5, 9],
    ]);
  });

  test("what follows the first element is the caller's to judge", () => {
    expect(decodeAsn1(bytes(5, 0, 0, 0))?.end).toBe(2);
    expect(decodeWhole(bytes(5, 0, 0, 0))).toBeUndefined();
  });

  test('an indefinite length leaves its end out of the content, and pieces of a string are joined', () => {
    const node = decodeWhole(bytes(0x24, 0x80, 0x04, 0x02, 1, 2, 0x04, 0x01, 3, 0, 0));
    expect(node).toMatchObject({ indefinite: true, content: bytes(0x04, 0x02, 1, 2, 0x04, 0x01, 3) });
    expect(node && octetString(node)).toEqual(bytes(1, 2, 3));
  });

  test('octet strings are not looked into', () => {
    expect(decodeWhole(bytes(0x04, 0x02, 0x30, 0x00))?.children).toEqual([]);
  });

  test('more than 10,000 elements are read', () => {
    expect(decodeWhole(manyNulls(20_000))?.children).toHaveLength(20_000);
  });

  test('limits end in undefined, not in a throw', () => {
    expect(
      decodeWhole(manyNulls(100), { maxNodes: 50, maxContentLength: 1000, maxDepth: 8 }),
    ).toBeUndefined();
    expect(decodeWhole(Uint8Array.from({ length: 4000 }, (_, i) => (i % 2 ? 0x80 : 0x30)))).toBeUndefined();
  });

  test('a form that the tag does not have, and an end that nothing awaits, are refused', () => {
    expect(decodeWhole(bytes(0x22, 0x03, 0x02, 0x01, 0x05))).toBeUndefined();
    expect(decodeWhole(bytes(0x10, 0x00))).toBeUndefined();
    expect(decodeWhole(bytes(0x30, 0x02, 0x00, 0x00))).toBeUndefined();
    expect(decodeWhole(bytes(0x04, 0x80, 0x00, 0x00))).toBeUndefined();
  });

  test('tags above 30 and lengths of several octets are read; a length past the end is not', () => {
    expect(decodeWhole(bytes(0x9f, 0x81, 0x01, 0x81, 0x01, 7))).toMatchObject({
      tagClass: 'context',
      tag: 129,
      content: bytes(7),
    });
    expect(decodeWhole(bytes(0x04, 0x82, 0x00, 0x02, 1, 2))?.content).toEqual(bytes(1, 2));
    expect(decodeWhole(bytes(0x30, 0x04, 0x04, 0x03, 1, 2))).toBeUndefined();
    expect(decodeWhole(bytes(0x04, 0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1))).toBeUndefined();
  });

  test.each([[[]], [[0x30]], [[0x30, 5, 2]], [[0x02, 0x84, 0xff, 0xff, 0xff, 0xff]], [[0x17, 1, 0x41]]])(
    'hostile bytes %j give nothing or an element, and never throw',
    (values) => {
      expect(() => decodeWhole(Uint8Array.from(values))).not.toThrow();
    },
  );

  test('object identifiers, also in the joint arc, and malformed ones', () => {
    const oid = (...content: number[]) => objectIdentifier(decodeWhole(bytes(6, content.length, ...content)));
    expect(oid(0x55, 0x04, 0x03)).toBe('2.5.4.3');
    expect(oid(0x88, 0x37)).toBe('2.999');
    expect(oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2)).toBe('1.2.840.113549.1.7.2');
    expect(oid(0x2a, 0x86)).toBeUndefined();
    expect(oid(0x2a, 0x80, 0x01)).toBeUndefined();
  });

  test("integers are two's complement", () => {
    expect(integerValue(decodeWhole(bytes(2, 1, 0xff)))).toBe(-1n);
    expect(integerValue(decodeWhole(bytes(2, 2, 0, 0xff)))).toBe(255n);
  });

  test('a tag is told apart by its class', () => {
    expect(isTag(decodeWhole(bytes(0x80, 0)), 0, 'context')).toBe(true);
    expect(isTag(decodeWhole(bytes(0x80, 0)), 0)).toBe(false);
  });
});
