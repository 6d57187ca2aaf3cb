import { describe, expect, it } from 'vitest';
import { queueMediaTotals } from '../../../src/models/reconciliation/queue-media-totals.ts';

const series = (queue: string, mediaType: string) => ({ queueId: queue, queueName: queue.toUpperCase(), mediaType });

describe('totals of queues and media types', () => {
  it('are those per queue, per media type and over everything', () => {
    const { hierarchy, keys } = queueMediaTotals([
      series('a', 'voice'),
      series('a', 'chat'),
      series('b', 'voice'),
      series('b', 'email'),
      series('c', 'chat'),
    ]);
    // Queue c and email have one series each.
    expect(hierarchy).toEqual({
      bottomCount: 5,
      aggregates: [
        [0, 1],
        [2, 3],
        [0, 2],
        [1, 4],
        [0, 1, 2, 3, 4],
      ],
    });
    expect(keys).toEqual([
      { queueId: 'a', queueName: 'A' },
      { queueId: 'b', queueName: 'B' },
      { mediaType: 'voice' },
      { mediaType: 'chat' },
      {},
    ]);
  });
  it('of one queue, or by queue alone, is the one over everything', () => {
    const one = queueMediaTotals([series('a', 'voice'), series('a', 'chat')]);
    expect([one.hierarchy.aggregates, one.keys]).toEqual([[[0, 1]], [{}]]);
    const queues = queueMediaTotals([{ queueId: 'a' }, { queueId: 'b' }, { queueId: 'c' }]);
    expect([queues.hierarchy.aggregates, queues.keys]).toEqual([[[0, 1, 2]], [{}]]);
  });
  it('of a single series are none', () => {
    expect(queueMediaTotals([{}]).keys).toEqual([]);
    expect(queueMediaTotals([series('a', 'voice')]).hierarchy).toEqual({ bottomCount: 1, aggregates: [] });
  });
});
