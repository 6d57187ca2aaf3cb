import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText } from '../../src/export/csv.ts';
import { anyText } from '../support/any-text.ts';

test('what is written is read back by csv-parse, whatever the text', async () => {
  const text = anyText.filter((value) => !/^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(value));
  const rows = fc.array(fc.tuple(text, text, fc.integer()), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(rows, async (given) => {
      const read = parse(await csvText(['a', 'b', 'c'], given), { record_delimiter: '\n' });
      expect(read).toEqual([['a', 'b', 'c'], ...given.map((row) => row.map(String))]);
    }),
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)'])(
  'a queue called %s is not run as a formula by a spreadsheet',
  async (name) => {
    expect(await csvText(['queue_name'], [[name]])).toBe(`queue_name\n'${name}\n`);
  },
);

test('A.6: a missing cell is empty, a zero is 0, a negative number keeps its sign', async () => {
  expect(await csvText(['a', 'b', 'c'], [[undefined, 0, -1.5]])).toBe('a,b,c\n,0,-1.5\n');
});
