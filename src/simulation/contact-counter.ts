import type { ContactTally } from './tally.ts';
import { countWait, emptyWaitHistogram, type WaitHistogram } from './wait-histogram.ts';

/**
 * Counts what happens to the contacts of one type that come in the measured time; others it passes over, but for the two counts
 * that its user keeps.
 */
export class ContactCounter {
  /** To be counted up for every measured contact that comes. */
  offered = 0;
  /** To be counted up for every measured contact that is answered at once. */
  answeredAtOnce = 0;

  private readonly measuredFrom: number;
  private readonly measuredTo: number;
  private readonly serviceLevelSeconds: number;
  private readonly waits: WaitHistogram = emptyWaitHistogram();
  // Sums in one array, because a sum in a field would be a new object at every addition.
  private readonly waitSeconds = new Float64Array(3);
  private answeredLater = 0;
  private answeredLaterWithin = 0;
  private abandoned = 0;
  private abandonedWithin = 0;
  private waiting = 0;

  constructor(measuredFrom: number, measuredTo: number, serviceLevelSeconds: number) {
    this.measuredFrom = measuredFrom;
    this.measuredTo = measuredTo;
    this.serviceLevelSeconds = serviceLevelSeconds;
  }

  /** A contact that waited is answered. */
  answer(arrivalSeconds: number, now: number): void {
    if (!this.isMeasured(arrivalSeconds)) return;
    const waitSeconds = now - arrivalSeconds;
    this.answeredLater++;
    if (waitSeconds <= this.serviceLevelSeconds) this.answeredLaterWithin++;
    this.waitSeconds[0] += waitSeconds;
    countWait(this.waits, waitSeconds);
  }

  abandon(arrivalSeconds: number, now: number): void {
    if (!this.isMeasured(arrivalSeconds)) return;
    const waitSeconds = now - arrivalSeconds;
    this.abandoned++;
    if (waitSeconds <= this.serviceLevelSeconds) this.abandonedWithin++;
    this.waitSeconds[1] += waitSeconds;
    countWait(this.waits, waitSeconds);
  }

  leaveWaiting(arrivalSeconds: number, now: number): void {
    if (!this.isMeasured(arrivalSeconds)) return;
    this.waiting++;
    this.waitSeconds[2] += now - arrivalSeconds;
  }

  /** Throws an Error, a defect of the engine, when contacts went missing. */
  tally(): ContactTally {
    const waits = this.waits.slice();
    waits[0] += this.answeredAtOnce;
    const tally: ContactTally = {
      offered: this.offered,
      answered: this.answeredAtOnce + this.answeredLater,
      answeredWithin: this.answeredAtOnce + this.answeredLaterWithin,
      abandoned: this.abandoned,
      abandonedWithin: this.abandonedWithin,
      waiting: this.waiting,
      answeredWaitSeconds: this.waitSeconds[0],
      abandonedWaitSeconds: this.waitSeconds[1],
      waitingWaitSeconds: this.waitSeconds[2],
      waits,
    };
    if (tally.offered !== tally.answered + tally.abandoned + tally.waiting)
      throw new Error(
        `contacts went missing: ${tally.offered} offered, ${tally.answered} answered, ${tally.abandoned} abandoned, ${tally.waiting} waiting`,
      );
    return tally;
  }

  private isMeasured(seconds: number): boolean {
    return seconds >= this.measuredFrom && seconds < this.measuredTo;
  }
}
