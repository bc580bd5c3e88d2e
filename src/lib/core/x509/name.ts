import { isTag, objectIdentifier, type Asn1Node } from '../bytes/asn1.ts';
import { toHex } from '../bytes/hex.ts';
import { characterString } from './text.ts';

/** A distinguished name as found. */
export type Name = Readonly<{
  /** The RDNSequence's octets. */
  octets: Uint8Array;
  /** RFC 4514 text, most significant part last. */
  text: string;
  /** Comparison key: equal for names that RFC 5280 §7.1 calls equal (case and inner white space folded). */
  key: string;
  /** One comparison key an RDN, in the order of the encoding: what name constraints on directory names compare. */
  rdnKeys: readonly string[];
  /** Values of emailAddress attributes, which rfc822 name constraints also bind. */
  emails: readonly string[];
  empty: boolean;
}>;

const SHORT: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.25': 'DC',
  '0.9.2342.19200300.100.1.1': 'UID',
};
const EMAIL = '1.2.840.113549.1.9.1';

/** Reads an RDNSequence; undefined where it is not one. Source: RFC 5280 §4.1.2.4, RFC 4514 §2. */
export function readName(node: Asn1Node | undefined): Name | undefined {
  if (!isTag(node, 16) || !node.constructed) return undefined;
  const texts: string[] = [];
  const rdnKeys: string[] = [];
  const emails: string[] = [];
  for (const set of node.children) {
    const pairs = isTag(set, 17) ? readRdn(set) : undefined;
    if (!pairs) return undefined;
    for (const { oid, text } of pairs) if (oid === EMAIL && text !== undefined) emails.push(text);
    texts.unshift(
      pairs
        .map(({ oid, text, hex }) => `${SHORT[oid] ?? oid}=${text === undefined ? hex : escaped(text)}`)
        .join('+'),
    );
    rdnKeys.push(keyOf(pairs));
  }
  return {
    octets: node.octets,
    text: texts.join(','),
    key: rdnKeys.join('\u0000'),
    rdnKeys,
    emails,
    empty: node.children.length === 0,
  };
}

type Pair = Readonly<{ oid: string; text: string | undefined; hex: string }>;

function readRdn(set: Asn1Node): readonly Pair[] | undefined {
  const pairs: Pair[] = [];
  for (const pair of set.children) {
    const [type, value, ...rest] = pair.children;
    const oid = objectIdentifier(type);
    if (!isTag(pair, 16) || oid === undefined || value === undefined || rest.length > 0) return undefined;
    pairs.push({ oid, text: characterString(value), hex: `#${toHex(value.octets)}` });
  }
  return pairs.length > 0 ? pairs : undefined;
}

/** Comparison key of a RelativeDistinguishedName, whatever its own tag; undefined where it is none. */
export function rdnKey(set: Asn1Node): string | undefined {
  const pairs = readRdn(set);
  return pairs && keyOf(pairs);
}

function keyOf(pairs: readonly Pair[]): string {
  return pairs
    .map(({ oid, text, hex }) => `${oid}=${text === undefined ? hex : folded(text)}`)
    .sort()
    .join('+');
}

// RFC 4514 §2.4.
function escaped(text: string): string {
  return text
    .replace(/[\\",+;<>]/g, '\\$&')
    .replaceAll('\u0000', '\\00')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');
}

// The part of RFC 4518's preparation that certificates in practice need. What separates parts of a key is escaped.
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase()
    .replace(/[\\+#]/g, '\\$&')
    .replaceAll('\u0000', '\\00');
}
