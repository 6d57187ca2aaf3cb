import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderTable, type TableCell } from '../../../src/cli/terminal/table.ts';
import { colored, plain } from './plain.ts';

const columns = [
  { heading: 'queue' },
  { heading: 'media' },
  { heading: 'offered', digits: 0 },
  { heading: 'aht', digits: 1 },
];
const rows: TableCell[][] = [
  ['Support Deutschland', 'voice', 12000, 240.26],
  ['日本語', 'chat', Number.NaN, undefined],
  ['Sales', 'email', 0, 1],
];

describe('a table', () => {
  it('has numbers to the right with their decimals, missing ones empty, and wide characters counted as two', () => {
    expect(renderTable(columns, rows, { colors: plain })).toMatchInlineSnapshot(`
      "queue                media  offered    aht
      Support Deutschland  voice    12000  240.3
      日本語               chat
      Sales                email        0    1.0
      "
    `);
  });

  it('cuts words, never numbers, where the terminal is too narrow', () => {
    expect(renderTable(columns, rows, { colors: plain, width: 34 })).toMatchInlineSnapshot(`
      "queue        media  offered    aht
      Support De…  voice    12000  240.3
      日本語       chat
      Sales        email        0    1.0
      "
    `);
  });

  it('cuts nothing where there is no terminal', () => {
    const name = 'x'.repeat(500);
    expect(renderTable([{ heading: 'queue' }], [[name]], { colors: plain })).toBe(`queue\n${name}\n`);
  });

  it('without rows is its headings', () => {
    expect(renderTable(columns, [], { colors: plain })).toBe('queue  media  offered  aht\n');
  });

  it('has bold headings where colours are, and is else the same', () => {
    const text = renderTable(columns, rows, { colors: colored });
    expect(text).toContain('\u001B[1mqueue\u001B[22m');
    expect(stripVTControlCharacters(text)).toBe(renderTable(columns, rows, { colors: plain }));
  });

  it('is no wider for its colours, whatever the width of the terminal', () => {
    for (const width of [undefined, 30, 80, 200]) {
      const look = width === undefined ? {} : { width };
      const bold = renderTable(columns, rows, { colors: colored, ...look });
      expect(stripVTControlCharacters(bold)).toBe(renderTable(columns, rows, { colors: plain, ...look }));
    }
  });

  it('does not let a name steer the terminal', () => {
    expect(renderTable([{ heading: 'queue' }], [['a\u001B[2J\nb']], { colors: plain })).toBe('queue\na b\n');
  });

  it('fits a terminal with room for eight characters a word, whatever the words', () => {
    const word = fc.stringMatching(/^[A-Za-z]{0,60}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word)), fc.integer({ min: 18, max: 120 }), (words, width) => {
        const text = renderTable([{ heading: 'a' }, { heading: 'b' }], words, { colors: plain, width });
        const lines = text.split('\n');
        expect(lines).toHaveLength(words.length + 2);
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
      }),
    );
  });
});
