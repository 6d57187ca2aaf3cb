import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eachRecord } from '../../../src/store/history-file/csv-records.ts';

async function recordsOf(text: string): Promise<[line: number, ...cells: string[]][]> {
  const records: [number, ...string[]][] = [];
  await eachRecord(text, (cells, line) => records.push([line, ...cells]));
  return records;
}

test.each([
  ['commas', 'a,b\n1,2\n'],
  ['semicolons', 'a;b\n1;2\n'],
  ['tabs', 'a\tb\n1\t2\n'],
  ['Windows line ends', 'a,b\r\n1,2\r\n'],
  ['line ends of old Macs', 'a,b\r1,2\r'],
  ['no line end after the last record', 'a,b\n1,2'],
  ['blanks around cells', ' a , b \n 1 , 2 \n'],
  ['quotes', '"a","b"\n"1","2"\n'],
  ['quotes and Windows line ends', '"a","b"\r\n"1","2"\r\n'],
  ['quotes and tabs', '"a"\t"b"\n1\t2'],
])('%s are understood', async (_, text) => {
  expect(await recordsOf(text)).toEqual([
    [1, 'a', 'b'],
    [2, '1', '2'],
  ]);
});

test('blank lines and lines of separators are skipped but counted', async () => {
  const expected = [
    [2, 'a', 'b'],
    [4, '1', '2'],
    [6, '3', '4'],
  ];
  expect(await recordsOf('\na,b\n\n1,2\n,\n3,4\n\n')).toEqual(expected);
  expect(await recordsOf('\na,b\n\n"1",2\n,\n3,4\n\n')).toEqual(expected);
});

test('a separator inside quotes separates nothing, and the header decides which it is', async () => {
  expect(await recordsOf('"time, local";y\n"1;5";"2,5"')).toEqual([
    [1, 'time, local', 'y'],
    [2, '1;5', '2,5'],
  ]);
});

describe('a fault is named with its line', () => {
  test.each([
    ['a,b\n1,2\n1,2,3\n', 'line 3: 3 cells, but the header has 2'],
    ['a,b\n1\n', 'line 2: 1 cells, but the header has 2'],
    ['a,b\n"1",2\n"1",2,3\n', 'line 3: 3 cells, but the header has 2'],
    ['a,b\n1,"2\n', 'line 2'],
    ['a,b\n1,2"x"\n', 'line 2'],
  ])('%j', async (text, message) => {
    await expect(recordsOf(text)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(message) });
  });
});

test('a failure of the taker comes through unchanged', async () => {
  const failure = new RangeError('no');
  for (const text of ['a,b\n1,2', 'a,b\n"1",2']) {
    await expect(
      eachRecord(text, () => {
        throw failure;
      }),
    ).rejects.toBe(failure);
  }
});

test('with and without quotes the records are those of csv-parse', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '1', ' ', '.', '-', '€', 'ß') });
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }))
    .filter(([header = []]) => header.some((name) => name.trim() !== ''));
  await fc.assert(
    fc.asyncProperty(table, fc.constantFrom(',', ';', '\t'), fc.boolean(), async (rows, delimiter, quoted) => {
      const text = stringify(rows, { delimiter, quoted });
      const options = { delimiter, trim: true, skip_empty_lines: true, skip_records_with_empty_values: true };
      const expected = parse(text, options).map((cells) => cells.map((value) => value.trim()));
      if (rows[0]?.length === 1 && delimiter !== ',') return;
      expect((await recordsOf(text)).map(([, ...cells]) => cells)).toEqual(expected);
    }),
  );
});
