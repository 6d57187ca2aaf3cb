import type { ContactTally } from './tally.ts';
import { countWait, emptyWaitHistogram, type WaitHistogram } from './wait-histogram.ts';

// The sums of an interval, one after the other.
const OFFERED = 0;
const ANSWERED_AT_ONCE = 1;
const ANSWERED_LATER = 2;
const ANSWERED_LATER_WITHIN = 3;
const ABANDONED = 4;
const ABANDONED_WITHIN = 5;
const WAITING = 6;
const ANSWERED_WAIT_SECONDS = 7;
const ABANDONED_WAIT_SECONDS = 8;
const WAITING_WAIT_SECONDS = 9;
const SUMS = 10;

/** Counts what happens to the contacts of one type, each in the interval in which it came. */
export class ContactCounter {
  private readonly serviceLevelSeconds: number;
  private readonly measuredFrom: number;
  private readonly measuredTo: number;
  private readonly sums: Float64Array;
  private readonly waits: WaitHistogram = emptyWaitHistogram();

  /** The histogram of waits holds those of the contacts that come from interval `measuredFrom` up to before `measuredTo`. */
  constructor(intervals: number, measuredFrom: number, measuredTo: number, serviceLevelSeconds: number) {
    this.serviceLevelSeconds = serviceLevelSeconds;
    this.measuredFrom = measuredFrom;
    this.measuredTo = measuredTo;
    this.sums = new Float64Array(intervals * SUMS);
  }

  offer(interval: number): void {
    this.sums[interval * SUMS + OFFERED]++;
  }

  answerAtOnce(interval: number): void {
    this.sums[interval * SUMS + ANSWERED_AT_ONCE]++;
  }

  /** A contact that waited is answered. */
  answer(interval: number, waitSeconds: number): void {
    const place = interval * SUMS;
    this.sums[place + ANSWERED_LATER]++;
    if (waitSeconds <= this.serviceLevelSeconds) this.sums[place + ANSWERED_LATER_WITHIN]++;
    this.sums[place + ANSWERED_WAIT_SECONDS] += waitSeconds;
    if (this.isMeasured(interval)) countWait(this.waits, waitSeconds);
  }

  abandon(interval: number, waitSeconds: number): void {
    const place = interval * SUMS;
    this.sums[place + ABANDONED]++;
    if (waitSeconds <= this.serviceLevelSeconds) this.sums[place + ABANDONED_WITHIN]++;
    this.sums[place + ABANDONED_WAIT_SECONDS] += waitSeconds;
    if (this.isMeasured(interval)) countWait(this.waits, waitSeconds);
  }

  leaveWaiting(interval: number, waitSeconds: number): void {
    const place = interval * SUMS;
    this.sums[place + WAITING]++;
    this.sums[place + WAITING_WAIT_SECONDS] += waitSeconds;
  }

  /**
   * Of the contacts that came from interval `from` up to before `to`. Throws an Error, a defect of the engine, when contacts went
   * missing.
   */
  tally(from: number, to: number): ContactTally {
    const sum = (field: number): number => {
      let total = 0;
      for (let interval = from; interval < to; interval++) total += this.sums[interval * SUMS + field];
      return total;
    };
    const answeredAtOnce = sum(ANSWERED_AT_ONCE);
    const tally: ContactTally = {
      offered: sum(OFFERED),
      answered: answeredAtOnce + sum(ANSWERED_LATER),
      answeredWithin: answeredAtOnce + sum(ANSWERED_LATER_WITHIN),
      abandoned: sum(ABANDONED),
      abandonedWithin: sum(ABANDONED_WITHIN),
      waiting: sum(WAITING),
      answeredWaitSeconds: sum(ANSWERED_WAIT_SECONDS),
      abandonedWaitSeconds: sum(ABANDONED_WAIT_SECONDS),
      waitingWaitSeconds: sum(WAITING_WAIT_SECONDS),
    };
    if (tally.offered !== tally.answered + tally.abandoned + tally.waiting)
      throw new Error(
        `contacts went missing: ${tally.offered} offered, ${tally.answered} answered, ${tally.abandoned} abandoned, ${tally.waiting} waiting`,
      );
    return tally;
  }

  /** Waits of the measured contacts, answered or abandoned. */
  waitHistogram(): WaitHistogram {
    const waits = this.waits.slice();
    for (let interval = this.measuredFrom; interval < this.measuredTo; interval++)
      waits[0] += this.sums[interval * SUMS + ANSWERED_AT_ONCE];
    return waits;
  }

  private isMeasured(interval: number): boolean {
    return interval >= this.measuredFrom && interval < this.measuredTo;
  }
}
