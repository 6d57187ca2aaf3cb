import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seenIds } from '../../../src/genesys/platform/seen-ids.ts';
import { sampleSize } from '../../support/sample-size.ts';

/** Few different ones, so that many come again, and texts that nearly are UUIDs. */
const anyId = fc.oneof(
  fc.integer({ min: 0, max: 300 }).map((n) => `c0ffee00-0000-4000-8000-${n.toString(16).padStart(12, '0')}`),
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.uuid().map((id) => id.replaceAll('-', '0')),
  fc.constantFrom('', 'conversation-7', '00000000-0000-0000-0000-000000000000', 'c0ffee0g-0000-4000-8000-000000000000'),
);

describe('ids that have been seen', () => {
  it('are new exactly when a Set of their texts says so', () => {
    fc.assert(
      fc.property(fc.array(anyId, { maxLength: 800 }), (ids) => {
        const [texts, seen] = [new Set<string>(), seenIds()];
        for (const id of ids) {
          expect(seen.isNew(id), id).toBe(!texts.has(id));
          texts.add(id);
        }
      }),
      { numRuns: sampleSize(20, 500) },
    );
  });

  it('stay known however many come, one after the other or at random', () => {
    const seen = seenIds();
    const idOf = (n: number) => `${Math.imul(n, 0x9e3779b1) >>> 0}`.padStart(8, '0').slice(0, 8);
    const ids = Array.from({ length: 5000 }, (_, n) => `${idOf(n)}-0000-4000-8000-${`${n}`.padStart(12, '0')}`);
    expect(ids.filter((id) => !seen.isNew(id))).toEqual([]);
    expect(ids.filter((id) => seen.isNew(id))).toEqual([]);
  });
});
