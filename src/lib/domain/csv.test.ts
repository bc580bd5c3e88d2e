import { describe, expect, test } from 'vitest';
import { CSV_LIMITS, csvCell, csvLine, csvText, decodeCsv, plainCell, readCsv } from './csv.ts';

const cellsOf = (text: string): readonly (readonly string[])[] => {
  const read = readCsv(text);
  if (!read.ok) throw new Error(read.code);
  return read.value.map(({ cells }) => cells);
};
const refusalOf = (text: string): unknown => {
  const read = readCsv(text);
  return read.ok ? 'read' : [read.code, read.context?.['line']];
};

describe('a CSV is read exactly or refused by code with its line', () => {
  test('quotes, commas, line ends and doubled quotes inside quoted cells are the cell’s own text', () => {
    expect(cellsOf('a,"b,1","c ""x"""\r\n"1\r\n2",,3\n')).toEqual([
      ['a', 'b,1', 'c "x"'],
      ['1\r\n2', '', '3'],
    ]);
  });

  test('a byte order mark, LF, a missing last line end and records of empty cells change nothing', () => {
    expect(cellsOf('\uFEFFa,b\n1,2')).toEqual(cellsOf('a,b\r\n,\r\n1,2\r\n\r\n'));
  });

  test.each([
    ['a quote inside a bare cell', 'a\nx"y\n', ['CSV_QUOTE', 2]],
    ['text behind a closing quote', 'a\n"x"y\n', ['CSV_QUOTE', 2]],
    ['an unclosed quote', 'a\nb\n"x\n\n', ['CSV_QUOTE', 3]],
    ['a carriage return alone', 'a,b\rc,d\r', ['CSV_LINE_END', 1]],
    ['NUL', 'a\n\0\n', ['CSV_CONTROL', 2]],
    ['NUL in quotes', 'a\n"\0"\n', ['CSV_CONTROL', 2]],
    ['a record with a cell too many', 'a,b\n"x\ny",2\n1,2,3\n', ['CSV_COLUMNS', 4]],
    ['more columns than a ledger has', `${','.repeat(CSV_LIMITS.columns)}\n`, ['CSV_TOO_LARGE', 1]],
    ['nothing', '', ['CSV_EMPTY', undefined]],
  ])('%s is refused', (_fault, text, refusal) => {
    expect(refusalOf(text)).toEqual(refusal);
  });

  test('a million rows are refused, as many as are allowed are read', () => {
    expect(refusalOf('1,2\n'.repeat(1_000_000))).toEqual(['CSV_TOO_LARGE', CSV_LIMITS.rows + 1]);
    expect(cellsOf('1,2\n'.repeat(CSV_LIMITS.rows))).toHaveLength(CSV_LIMITS.rows);
  });

  test('one line without an end is read in linear time', () => {
    expect(refusalOf(`${'a'.repeat(20_000_000)},`.repeat(2) + 'b')).toBe('read');
  });
});

describe('octets are UTF-8 or Shift_JIS as Windows writes it, or refused', () => {
  const decoded = (...octets: number[]): unknown => {
    const text = decodeCsv(Uint8Array.from(octets));
    return text.ok ? text.value : text.code;
  };
  test('CP932, its extensions too', () => {
    // 契約, then NEC's circled one and IBM's 髙, which JIS X 0208 lacks.
    expect(decoded(0x8c, 0x5f, 0x96, 0xf1, 0x87, 0x40, 0xfb, 0xfc)).toBe('契約①髙');
  });
  test('UTF-8 with and without a byte order mark', () => {
    expect(decoded(0xef, 0xbb, 0xbf, 0xe5, 0xa5, 0x91)).toBe('契');
    expect(decoded(0xe5, 0xa5, 0x91)).toBe('契');
  });
  test('UTF-16 and a spreadsheet’s own file', () => {
    expect(decoded(0xff, 0xfe, 0x51, 0x59)).toBe('CSV_ENCODING');
    expect(decodeCsv(Uint8Array.from([0x50, 0x4b, 3, 4, 0xff, 0xff]))).toMatchObject({
      code: 'CSV_ENCODING',
    });
  });
});

describe('what is written is harmless in a spreadsheet and read back as it was', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['\t=1', "'\t=1"],
    ['\rx', '"\'\rx"'],
    ['＝1', "'＝1"],
    ["'=1", "''=1"],
    ['a"b', '"a""b"'],
    ['a,b', '"a,b"'],
    ['a\nb', '"a\nb"'],
    ["it's", "it's"],
    ["'quoted'", "'quoted'"],
    ['plain', 'plain'],
  ])('%j', (text, written) => {
    expect(csvCell(text)).toBe(written);
    expect(cellsOf(csvText([['head'], [text]]))[1]?.map((cell) => plainCell(cell))).toEqual([text]);
  });
  test('lines end with CRLF', () => {
    expect(csvLine(['a', 'b'])).toBe('a,b\r\n');
  });
});
