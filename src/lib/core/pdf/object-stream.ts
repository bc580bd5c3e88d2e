import type { FaultList } from './fault.ts';
import { Lexer } from './lexer.ts';
import type { ByteSpan } from '../bytes/span.ts';
import { type PdfDict, type PdfObject, integerOf } from './object.ts';
import { parseObject } from './parser.ts';

/** An object stream's decoded bytes and the objects it lists (ISO 32000-2 §7.5.7). */
export class ObjectStream {
  readonly data: Uint8Array;
  /** Object number and offset into `data`, by index. */
  readonly members: readonly Readonly<{ num: number; offset: number }>[];
  readonly #place: ByteSpan;

  private constructor(
    data: Uint8Array,
    members: readonly Readonly<{ num: number; offset: number }>[],
    place: ByteSpan,
  ) {
    this.data = data;
    this.members = members;
    this.#place = place;
  }

  /** Reads the list of members; undefined where /N, /First or the list are not sound. */
  static read(dict: PdfDict, data: Uint8Array, place: ByteSpan): ObjectStream | undefined {
    const count = integerOf(dict.entries.get('N'));
    const first = integerOf(dict.entries.get('First'));
    if (count === undefined || first === undefined || count < 0 || first < 0 || first > data.length)
      return undefined;
    if (count > data.length) return undefined;
    const lexer = new Lexer(data, 0, first);
    const members: { num: number; offset: number }[] = [];
    for (let i = 0; i < count; i++) {
      lexer.skipSpace();
      const num = lexer.wholeNumber();
      lexer.skipSpace();
      const offset = lexer.wholeNumber();
      if (num === undefined || offset === undefined) return undefined;
      members.push({ num, offset: first + offset });
    }
    return new ObjectStream(data, members, place);
  }

  /** Parses the member at an index if it is the object asked for; undefined otherwise. */
  object(index: number, num: number, faults: FaultList, maxDepth: number): PdfObject | undefined {
    const member = this.members[index];
    if (member?.num !== num) return undefined;
    const lexer = new Lexer(this.data, member.offset);
    return parseObject(lexer, { faults, maxDepth, object: num, place: this.#place });
  }
}
