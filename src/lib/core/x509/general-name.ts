import { isTag, type Asn1Node } from '../bytes/asn1.ts';
import { asciiText } from '../bytes/ascii.ts';
import { toHex } from '../bytes/hex.ts';
import { readName } from './name.ts';

/** A GeneralName reduced to what name constraints compare: JSON-serialisable. */
export type GeneralName =
  | Readonly<{ type: 'email' | 'dns' | 'uri'; value: string }>
  | Readonly<{ type: 'directory'; rdnKeys: readonly string[] }>
  /** `value`: address, or address and mask, as hexadecimal. */
  | Readonly<{ type: 'ip'; value: string }>
  | Readonly<{ type: 'other'; value: string }>;

// RFC 5280 §4.2.1.6.
function readGeneralName(node: Asn1Node | undefined): GeneralName | undefined {
  if (node?.tagClass !== 'context') return undefined;
  switch (node.tag) {
    case 1:
      return { type: 'email', value: asciiText(node.content) };
    case 2:
      return { type: 'dns', value: asciiText(node.content).toLowerCase() };
    case 4: {
      const name = readName(node.children[0]);
      return name && { type: 'directory', rdnKeys: name.rdnKeys };
    }
    case 6:
      return { type: 'uri', value: asciiText(node.content) };
    case 7:
      return { type: 'ip', value: toHex(node.content) };
    case 0:
    case 3:
    case 5:
    case 8:
      return { type: 'other', value: `${String(node.tag)}:${toHex(node.content)}` };
    default:
      return undefined;
  }
}

/** The members of GeneralNames; undefined where one is malformed. */
export function readGeneralNames(node: Asn1Node): readonly GeneralName[] | undefined {
  const names = node.children.map((child) => readGeneralName(child));
  return names.every((name) => name !== undefined) ? names : undefined;
}

/**
 * The bases of GeneralSubtrees; undefined where malformed, where minimum or maximum are used (RFC 5280 forbids), or
 * where a DNS base begins with a period (§4.2.1.10 has that form for URIs alone, so its meaning is anyone's guess).
 */
export function readGeneralSubtrees(node: Asn1Node): readonly GeneralName[] | undefined {
  const names: GeneralName[] = [];
  for (const child of node.children) {
    const name = readGeneralName(child.children[0]);
    if (!isTag(child, 16) || name === undefined || child.children.length > 1) return undefined;
    if (name.type === 'dns' && name.value.startsWith('.')) return undefined;
    names.push(name);
  }
  return names;
}

/**
 * Whether a name has the form of its kind. One that has not lies in no subtree that can be said, so it satisfies no
 * constraint of its kind.
 *
 * Source: RFC 5280 §4.2.1.6 (rfc822Name, dNSName, iPAddress).
 */
export function isWellFormed(name: GeneralName): boolean {
  switch (name.type) {
    case 'email':
      return /^[^@\s]+@[^@\s]+$/.test(name.value);
    case 'dns':
      return name.value.split('.').every((label) => label !== '');
    case 'ip':
      return name.value.length === 8 || name.value.length === 32;
    default:
      return true;
  }
}

/**
 * Whether a name may stand for one in an excluded subtree: it lies within, or its wildcard covers the base. What a
 * wildcard stands for is nowhere defined for constraints, so an exclusion is read as widely as it can be.
 */
export function mayLieWithin(name: GeneralName, base: GeneralName): boolean {
  if (isWithin(name, base)) return true;
  // What a subtree of these kinds is nobody says here: one that is excluded may hold any name of its kind (§4.2.1.10).
  if (name.type === 'other' && base.type === 'other') return kindOf(name.value) === kindOf(base.value);
  if (name.type !== 'dns' || base.type !== 'dns' || !name.value.startsWith('*.')) return false;
  return base.value.endsWith(name.value.slice(1));
}

function kindOf(value: string): string {
  return value.slice(0, value.indexOf(':'));
}

/**
 * Whether a name lies in the subtree of a constraint of the same type; false for types that differ.
 *
 * Source: RFC 5280 §4.2.1.10.
 */
export function isWithin(name: GeneralName, base: GeneralName): boolean {
  if (name.type === 'directory') {
    return (
      base.type === 'directory' &&
      base.rdnKeys.length <= name.rdnKeys.length &&
      base.rdnKeys.every((key, index) => key === name.rdnKeys[index])
    );
  }
  if (base.type === 'directory' || base.type !== name.type) return false;
  switch (name.type) {
    case 'email':
      return emailWithin(name.value, base.value);
    case 'dns':
      return hostWithin(name.value, base.value, true);
    case 'uri':
      return uriWithin(name.value, base.value);
    case 'ip':
      return addressWithin(name.value, base.value);
    case 'other':
      return name.value === base.value;
  }
}

function emailWithin(email: string, base: string): boolean {
  const at = email.lastIndexOf('@');
  const host = email.slice(at + 1).toLowerCase();
  if (base.includes('@')) {
    const baseAt = base.lastIndexOf('@');
    return (
      at >= 0 && email.slice(0, at) === base.slice(0, baseAt) && host === base.slice(baseAt + 1).toLowerCase()
    );
  }
  return base.startsWith('.') ? host.endsWith(base.toLowerCase()) : host === base.toLowerCase();
}

function hostWithin(host: string, base: string, bareCoversSubdomains: boolean): boolean {
  const [name, constraint] = [host.toLowerCase(), base.toLowerCase()];
  if (constraint === '') return true;
  if (constraint.startsWith('.')) return name.endsWith(constraint);
  return name === constraint || (bareCoversSubdomains && name.endsWith(`.${constraint}`));
}

function uriWithin(uri: string, base: string): boolean {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]*)/i.exec(uri)?.[1];
  return host !== undefined && host !== '' && hostWithin(host, base, false);
}

function addressWithin(address: string, base: string): boolean {
  if (base.length !== 2 * address.length) return false;
  for (let i = 0; i < address.length; i += 2) {
    const mask = parseInt(base.slice(address.length + i, address.length + i + 2), 16);
    const [left, right] = [parseInt(address.slice(i, i + 2), 16), parseInt(base.slice(i, i + 2), 16)];
    if ((left & mask) !== (right & mask)) return false;
  }
  return true;
}
