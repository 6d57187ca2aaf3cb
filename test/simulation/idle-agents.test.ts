import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdleAgents } from '../../src/simulation/idle-agents.ts';

describe('idle agents', () => {
  it('are asked longest idle first', () => {
    const most = 7;
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (steps) => {
        const idle = new IdleAgents([1, most]);
        const list: number[] = [];
        steps.forEach((arrives, now) => {
          if (arrives && list.length < most) {
            idle.add(1, now);
            list.push(now);
          } else if (!arrives && list.length > 0) {
            idle.removeLongestIdle(1);
            list.shift();
          }
          expect(idle.sizes[1]).toBe(list.length);
          expect(idle.longestIdleSince[1]).toBe(list.length === 0 ? Number.POSITIVE_INFINITY : list[0]);
        });
      }),
    );
  });
});
