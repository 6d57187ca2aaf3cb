import { type MetricStats, mergeStats, type Tally } from './centre.ts';
import { QUARTER_MS, timerCells } from './quarter-hours.ts';

/** What happened to the contacts of a queue and media type, by the quarter-hour in which it was emitted. */
export interface ServiceLedger {
  offer(atMs: number): void;
  abandon(atMs: number, waitMs: number): void;
  answer(atMs: number, waitMs: number): void;
  /** Talk starts at `atMs`, and after-call work when it ends. */
  handle(atMs: number, talkMs: number, afterCallWorkMs: number): void;
  /** The metrics from one quarter-hour to another, that one excluded. */
  tally(from: number, to: number): Tally;
}

interface ServiceLevel {
  readonly targetFraction: number;
  readonly withinMs: number;
}

/** An empty ledger of so many quarter-hours from time 0 on. An entry outside of them throws. */
export function serviceLedger(quarterHours: number, serviceLevel: ServiceLevel): ServiceLedger {
  const offered = new Int32Array(quarterHours);
  const answeredInTime = new Int32Array(quarterHours);
  const answered = timerCells(quarterHours);
  const abandoned = timerCells(quarterHours);
  const talk = timerCells(quarterHours);
  const afterCallWork = timerCells(quarterHours);
  const handled = timerCells(quarterHours);
  const quarterAt = (ms: number): number => Math.floor(ms / QUARTER_MS);
  return {
    offer(atMs) {
      offered[quarterAt(atMs)]++;
    },
    abandon: (atMs, waitMs) => abandoned.add(quarterAt(atMs), waitMs),
    answer(atMs, waitMs) {
      answered.add(quarterAt(atMs), waitMs);
      if (waitMs <= serviceLevel.withinMs) answeredInTime[quarterAt(atMs)]++;
    },
    handle(atMs, talkMs, afterCallWorkMs) {
      const end = quarterAt(atMs + talkMs + afterCallWorkMs);
      talk.add(quarterAt(atMs + talkMs), talkMs);
      afterCallWork.add(end, afterCallWorkMs);
      handled.add(end, talkMs + afterCallWorkMs);
    },
    tally(from, to) {
      const offeredCount = sumOf(offered, from, to);
      const [tAnswered, tAbandon] = [answered.stats(from, to), abandoned.stats(from, to)];
      const tWait = tAnswered && tAbandon ? mergeStats(tAnswered, tAbandon) : (tAnswered ?? tAbandon);
      return happened({
        nOffered: offeredCount > 0 ? { count: offeredCount } : undefined,
        nConversations: offeredCount > 0 ? { count: offeredCount } : undefined,
        tAnswered,
        tAbandon,
        tWait,
        tTalkComplete: talk.stats(from, to),
        tAcw: afterCallWork.stats(from, to),
        tHandle: handled.stats(from, to),
        oServiceLevel: tWait && {
          numerator: sumOf(answeredInTime, from, to),
          denominator: tWait.count ?? 0,
          target: serviceLevel.targetFraction,
        },
      });
    },
  };
}

function sumOf(counts: Int32Array, from: number, to: number): number {
  let sum = 0;
  for (let quarter = from; quarter < to; quarter++) sum += counts[quarter];
  return sum;
}

const happened = (metrics: Record<string, MetricStats | undefined>): Tally =>
  Object.fromEntries(Object.entries(metrics).filter(([, stats]) => stats !== undefined));
