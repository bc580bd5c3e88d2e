import { hexDigit } from '../bytes/hex.ts';

// ISO 32000-2 §7.2.3, tables 1 and 2: 1 white space, 2 delimiter, 0 regular.
const CLASS = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) CLASS[code] = 1;
for (const letter of '()<>[]{}/%') CLASS[letter.charCodeAt(0)] = 2;

/** Whether the byte is PDF white space. */
export function isSpace(code: number | undefined): boolean {
  return code !== undefined && CLASS[code] === 1;
}

/** Whether the byte (or the end of the input) ends a token. */
export function endsToken(code: number | undefined): boolean {
  return code === undefined || CLASS[code] !== 0;
}

/** Whether the byte is a decimal digit. */
export function isDigit(code: number | undefined): code is number {
  return code !== undefined && code >= 0x30 && code <= 0x39;
}

export type NumberToken = Readonly<{ value: number; integer: boolean; wellFormed: boolean }>;

/** Reads tokens off bytes from `pos` on, never past `end`. It never throws: what is malformed is said to be. */
export class Lexer {
  readonly bytes: Uint8Array;
  readonly end: number;
  pos: number;
  #extra = 0;

  constructor(bytes: Uint8Array, pos = 0, end = bytes.length) {
    this.bytes = bytes;
    this.pos = pos;
    this.end = Math.min(end, bytes.length);
  }

  /** Bytes looked at since `from`: those passed, those searched in vain, less those jumped over unread. */
  cost(from: number): number {
    return this.pos - from + this.#extra;
  }

  /** Takes note that this many bytes were jumped over without being looked at. */
  spare(length: number): void {
    this.#extra -= length;
  }

  peek(ahead = 0): number | undefined {
    const at = this.pos + ahead;
    return at < this.end ? this.bytes[at] : undefined;
  }

  /** Skips white space and comments. */
  skipSpace(): void {
    while (this.pos < this.end) {
      const code = this.bytes[this.pos];
      if (code === 0x25) {
        while (this.pos < this.end && this.bytes[this.pos] !== 10 && this.bytes[this.pos] !== 13) this.pos++;
      } else if (isSpace(code)) this.pos++;
      else return;
    }
  }

  /** Skips white space alone: a comment such as %%EOF stays. */
  skipBlank(): void {
    while (this.pos < this.end && isSpace(this.bytes[this.pos])) this.pos++;
  }

  /** Consumes this keyword where it stands here as a whole token. */
  keyword(word: string): boolean {
    for (let i = 0; i < word.length; i++) if (this.peek(i) !== word.charCodeAt(i)) return false;
    if (!endsToken(this.peek(word.length))) return false;
    this.pos += word.length;
    return true;
  }

  /** Consumes an unsigned whole number of at most 15 digits that is a whole token; undefined where there is none. */
  wholeNumber(): number | undefined {
    let value = 0;
    let at = this.pos;
    for (; at < this.end && isDigit(this.bytes[at]); at++) {
      if (at - this.pos >= 15) return undefined;
      value = value * 10 + (this.bytes[at] ?? 0) - 0x30;
    }
    if (at === this.pos || !endsToken(at < this.end ? this.bytes[at] : undefined)) return undefined;
    this.pos = at;
    return value;
  }

  /** Consumes a run of regular characters and answers it as text. */
  word(): string {
    const start = this.pos;
    while (this.pos < this.end && !endsToken(this.bytes[this.pos])) this.pos++;
    return String.fromCharCode(...this.bytes.subarray(start, Math.min(this.pos, start + 64)));
  }

  /** Consumes a number token (§7.3.3); undefined where none begins here. */
  number(): NumberToken | undefined {
    let at = this.pos;
    let negative = false;
    let signs = 0;
    for (; this.bytes[at] === 0x2b || this.bytes[at] === 0x2d; at++, signs++)
      negative ||= this.bytes[at] === 0x2d;
    let value = 0;
    let digits = 0;
    let points = 0;
    let scale = 1;
    let strange = false;
    for (; at < this.end && !endsToken(this.bytes[at]); at++) {
      const code = this.bytes[at];
      if (isDigit(code)) {
        digits++;
        if (points === 0) value = value * 10 + code - 0x30;
        else if (points === 1 && scale < 1e15) {
          scale *= 10;
          value = value + (code - 0x30) / scale;
        }
      } else if (code === 0x2e) points++;
      else if (code === 0x2d && digits > 0) {
        // Some writers leave "12-34"; readers stop at the second sign.
        strange = true;
        while (at + 1 < this.end && !endsToken(this.bytes[at + 1])) at++;
      } else return undefined;
    }
    if (digits === 0 && points === 0) return undefined;
    const wellFormed = digits > 0 && points <= 1 && signs <= 1 && !strange && Number.isFinite(value);
    this.pos = at;
    return { value: negative ? -value : value, integer: points === 0, wellFormed };
  }

  /** Consumes a name whose slash is here; #xx is undone (§7.3.5). */
  name(): string {
    this.pos++;
    let out = '';
    while (this.pos < this.end) {
      const code = this.bytes[this.pos] ?? 0;
      if (endsToken(code)) break;
      this.pos++;
      if (code === 0x23) {
        const high = hexDigit(this.peek() ?? 0);
        const low = hexDigit(this.peek(1) ?? 0);
        if (high >= 0 && low >= 0) {
          out += String.fromCharCode(high * 16 + low);
          this.pos += 2;
          continue;
        }
      }
      out += String.fromCharCode(code);
    }
    return out;
  }

  /** Consumes a literal string whose parenthesis is here (§7.3.4.2); undefined where it never ends. */
  literalString(): Uint8Array | undefined {
    const start = ++this.pos;
    const end = this.#literalEnd(start);
    if (end < 0) {
      this.#extra += this.end - start;
      return undefined;
    }
    this.pos = end + 1;
    const raw = this.bytes.subarray(start, end);
    if (!raw.includes(0x5c) && !raw.includes(13)) return raw;
    return unescape(raw);
  }

  /** Consumes a hexadecimal string whose `<` is here (§7.3.4.3); undefined where malformed or unended. */
  hexString(): Uint8Array | undefined {
    const end = this.bytes.indexOf(0x3e, this.pos);
    if (end < 0 || end >= this.end) {
      this.#extra += this.end - this.pos;
      return undefined;
    }
    const out = new Uint8Array((end - this.pos) >> 1);
    let length = 0;
    let pending = -1;
    for (let at = this.pos + 1; at < end; at++) {
      const code = this.bytes[at] ?? 0;
      if (isSpace(code)) continue;
      const digit = hexDigit(code);
      if (digit < 0) return undefined;
      if (pending < 0) pending = digit;
      else {
        out[length++] = pending * 16 + digit;
        pending = -1;
      }
    }
    if (pending >= 0) out[length++] = pending * 16;
    this.pos = end + 1;
    return out.subarray(0, length);
  }

  #literalEnd(start: number): number {
    let depth = 1;
    for (let at = start; at < this.end; at++) {
      const code = this.bytes[at];
      if (code === 0x5c) at++;
      else if (code === 0x28) depth++;
      else if (code === 0x29 && --depth === 0) return at;
    }
    return -1;
  }
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

function unescape(raw: Uint8Array): Uint8Array {
  const out = new Uint8Array(raw.length);
  let length = 0;
  for (let at = 0; at < raw.length; at++) {
    const code = raw[at] ?? 0;
    if (code === 13) {
      out[length++] = 10;
      if (raw[at + 1] === 10) at++;
    } else if (code !== 0x5c) out[length++] = code;
    else {
      const next = raw[++at];
      if (next === undefined) break;
      if (next === 13) {
        if (raw[at + 1] === 10) at++;
      } else if (next === 10) continue;
      else if (next >= 0x30 && next <= 0x37) {
        let value = next - 0x30;
        for (let i = 0; i < 2; i++) {
          const digit = raw[at + 1];
          if (digit === undefined || digit < 0x30 || digit > 0x37) break;
          value = value * 8 + digit - 0x30;
          at++;
        }
        out[length++] = value & 0xff;
      } else out[length++] = ESCAPES[String.fromCharCode(next)] ?? next;
    }
  }
  return out.subarray(0, length);
}
