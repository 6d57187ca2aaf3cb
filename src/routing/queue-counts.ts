import type { MeasureOf } from '../simulation/measures.ts';

/** What happened in a queue in some simulated time: counts, and sums of seconds. */
export interface QueueCounts {
  readonly offered: number;
  readonly answered: number;
  readonly answeredWithin: number;
  readonly abandoned: number;
  readonly answeredWaitSeconds: number;
  /** Of the agents who may take contacts of the queue: with any contact, and on queue. */
  readonly busySeconds: number;
  readonly onQueueSeconds: number;
}

/** The counts of all queues, in their order. */
export type CentreCounts = readonly QueueCounts[];

export const NO_COUNTS: QueueCounts = {
  offered: 0,
  answered: 0,
  answeredWithin: 0,
  abandoned: 0,
  answeredWaitSeconds: 0,
  busySeconds: 0,
  onQueueSeconds: 0,
};

export const summedCounts = (a: QueueCounts, b: QueueCounts): QueueCounts => ({
  offered: a.offered + b.offered,
  answered: a.answered + b.answered,
  answeredWithin: a.answeredWithin + b.answeredWithin,
  abandoned: a.abandoned + b.abandoned,
  answeredWaitSeconds: a.answeredWaitSeconds + b.answeredWaitSeconds,
  busySeconds: a.busySeconds + b.busySeconds,
  onQueueSeconds: a.onQueueSeconds + b.onQueueSeconds,
});

type CountsMeasure = (queue: number) => MeasureOf<CentreCounts>;

/** Share of all contacts answered in time: who gives up, or still waits at the end of a day, was not. */
export const serviceLevelOf: CountsMeasure = (queue) => (counts) => ({
  numerator: counts[queue].answeredWithin,
  denominator: counts[queue].offered,
});

export const abandonmentOf: CountsMeasure = (queue) => (counts) => ({
  numerator: counts[queue].abandoned,
  denominator: counts[queue].offered,
});

export const asaSecondsOf: CountsMeasure = (queue) => (counts) => ({
  numerator: counts[queue].answeredWaitSeconds,
  denominator: counts[queue].answered,
});

export const occupancyOf: CountsMeasure = (queue) => (counts) => ({
  numerator: counts[queue].busySeconds,
  denominator: counts[queue].onQueueSeconds,
});

/**
 * The objective: share of the contacts that are answered within the target of their queue, each counted by the weight of its queue.
 * Contacts, not queues, are averaged, so that no small queue is bought with many contacts of a large one.
 */
export const weightedServiceLevel =
  (weights: readonly number[]): MeasureOf<CentreCounts> =>
  (counts) => ({
    numerator: counts.reduce((sum, { answeredWithin }, queue) => sum + weights[queue] * answeredWithin, 0),
    denominator: counts.reduce((sum, { offered }, queue) => sum + weights[queue] * offered, 0),
  });
