import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { externalSort, type RunStore } from '../../src/reporting/external-sort.ts';
import { mergeRuns } from '../../src/reporting/merge-runs.ts';
import { sortLines } from '../../src/reporting/sort-lines.ts';
import { anyText } from '../support/any-text.ts';
import { sampleSize } from '../support/sample-size.ts';

/** Runs in memory, and how many there are. */
function keptRuns(): RunStore & { readonly alive: () => number } {
  let alive = 0;
  return {
    alive: () => alive,
    keep(run) {
      const blocks = [...run].map((block) => [...block]);
      alive++;
      return { read: () => blocks, discard: () => void alive-- };
    },
  };
}

const line = fc.oneof(anyText, fc.string({ unit: fc.constantFrom('0', '1', '9', '?', 'é', 'ê', '~') }));
const flat = (blocks: Iterable<readonly string[]>) => [...blocks].flat();

describe('sorting lines', () => {
  test('agrees with the sort of the language, whatever the lines hold', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 300 }), fc.string(), (lines, prefix) => {
        const prefixed = lines.map((one) => prefix + one);
        expect(sortLines(prefixed)).toEqual([...prefixed].sort());
      }),
      { numRuns: sampleSize(100, 5000) },
    );
  });

  test('lets no later character decide between two that its keys do not tell apart', () => {
    const words = ['ê', 'é', '~', '\u007f', '?', '>', '/', '!'].flatMap((one) => [
      one,
      `${one}0`,
      `${one}9`,
      `${one}!`,
    ]);
    expect(sortLines(words)).toEqual([...words].sort());
  });

  test('agrees with it for many lines that begin alike', () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `2026-01-${String((i * 7919) % 28)} ${(i * 104_729) % 5003}`);
    expect(sortLines(lines)).toEqual([...lines].sort());
  });
});

describe('an external sort', () => {
  test('gives all lines in order, however little fits into memory, and as often as it is asked', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 200 }), fc.integer({ min: 1, max: 2000 }), (lines, budget) => {
        const sort = externalSort(keptRuns(), budget);
        for (const one of lines) sort.add(one);
        expect(flat(sort.sorted())).toEqual([...lines].sort());
        expect(flat(sort.sorted())).toEqual([...lines].sort());
      }),
      { numRuns: sampleSize(100, 5000) },
    );
  });

  test('joins runs when there are too many for one merge, and gives their room back', () => {
    const runs = keptRuns();
    const sort = externalSort(runs, 1);
    const lines = Array.from({ length: 1000 }, (_, i) => String((i * 7919) % 1000));
    for (const one of lines) sort.add(one);
    expect(runs.alive()).toBeLessThan(128);
    expect(flat(sort.sorted())).toEqual([...lines].sort());
  });

  test('takes lines that were added between two readings', () => {
    const sort = externalSort(keptRuns());
    sort.add('b');
    expect(flat(sort.sorted())).toEqual(['b']);
    sort.add('a');
    expect(flat(sort.sorted())).toEqual(['a', 'b']);
  });
});

test('A.4.1, A.4.2: pages are merged once, line by line, and none is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.array(line, { maxLength: 5 }), { maxLength: 5 }), { maxLength: 9 }), (pages) => {
      const runs = pages.map((blocks) => {
        const sorted = blocks.flat().sort();
        return [sorted.slice(0, 2), [], sorted.slice(2)];
      });
      expect(flat(mergeRuns(runs))).toEqual(pages.flat(2).sort());
    }),
    { numRuns: sampleSize(100, 2000) },
  );
});
