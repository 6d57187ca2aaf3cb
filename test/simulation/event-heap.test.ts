import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventHeap } from '../../src/simulation/event-heap.ts';

/** undefined: remove the first; a number: add it; a replacement: both at once. */
const step = fc.oneof(
  fc.constant(undefined),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
  fc.record({ replacement: fc.double({ min: 0, max: 1e6, noNaN: true }) }),
);

describe('event heap', () => {
  it('has the earliest event first, with its payload, whatever is added and removed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const heap = new EventHeap(1);
        // The same by a sorted list.
        const list: { seconds: number; payload: number }[] = [];
        const payloads = new Map<number, number>();
        const insert = (seconds: number, i: number): void => {
          const payload = payloads.get(seconds) ?? i;
          payloads.set(seconds, payload);
          list.push({ seconds, payload });
          list.sort((a, b) => a.seconds - b.seconds);
        };
        steps.forEach((one, i) => {
          if (typeof one === 'number') {
            insert(one, i);
            heap.add(one, payloads.get(one) ?? Number.NaN);
          } else if (list.length > 0) {
            list.shift();
            if (one === undefined) heap.removeFirst();
            else {
              insert(one.replacement, i);
              heap.replaceFirst(one.replacement, payloads.get(one.replacement) ?? Number.NaN);
            }
          }
          expect(heap.firstSeconds).toBe(list.length === 0 ? Number.POSITIVE_INFINITY : list[0].seconds);
          if (list.length > 0) expect(heap.firstPayload).toBe(list[0].payload);
        });
      }),
    );
  });
});
