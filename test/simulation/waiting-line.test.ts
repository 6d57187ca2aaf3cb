import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WaitingLine } from '../../src/simulation/waiting-line.ts';

describe('waiting line', () => {
  it('serves first come, first served, however long it grows', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 9 }), { maxLength: 200 }), (steps) => {
        const line = new WaitingLine();
        const list: number[] = [];
        let came = 0;
        for (const step of steps) {
          for (let i = 0; i < step; i++) {
            line.add(came, came + 0.25, came + 0.5, came + 1);
            list.push(came++);
          }
          for (let i = step; i < 0 && list.length > 0; i++) {
            line.removeFirst();
            list.shift();
          }
          expect(line.size).toBe(list.length);
          if (list.length > 0)
            expect([line.arrivalSeconds, line.deadlineSeconds, line.handleSeconds, line.interval]).toEqual([
              list[0],
              list[0] + 0.25,
              list[0] + 0.5,
              list[0] + 1,
            ]);
        }
      }),
    );
  });
});
