import type { ContactTally } from './tally.ts';
import { countWait, emptyWaitHistogram, type WaitHistogram } from './wait-histogram.ts';

/** Counts what happens to the contacts of one type that come in the measured time; others it passes over. */
export class ContactCounter {
  readonly #measuredFrom: number;
  readonly #measuredTo: number;
  readonly #serviceLevelSeconds: number;
  readonly #waits: WaitHistogram = emptyWaitHistogram();
  // Sums in one array, because a sum in a field would be a new object at every addition.
  readonly #waitSeconds = new Float64Array(3);
  #offered = 0;
  #answered = 0;
  #answeredWithin = 0;
  #abandoned = 0;
  #abandonedWithin = 0;
  #waiting = 0;

  constructor(measuredFrom: number, measuredTo: number, serviceLevelSeconds: number) {
    this.#measuredFrom = measuredFrom;
    this.#measuredTo = measuredTo;
    this.#serviceLevelSeconds = serviceLevelSeconds;
  }

  offer(arrivalSeconds: number): void {
    if (this.#isMeasured(arrivalSeconds)) this.#offered++;
  }

  answer(arrivalSeconds: number, now: number): void {
    if (!this.#isMeasured(arrivalSeconds)) return;
    const waitSeconds = now - arrivalSeconds;
    this.#answered++;
    if (waitSeconds <= this.#serviceLevelSeconds) this.#answeredWithin++;
    this.#waitSeconds[0] += waitSeconds;
    countWait(this.#waits, waitSeconds);
  }

  abandon(arrivalSeconds: number, now: number): void {
    if (!this.#isMeasured(arrivalSeconds)) return;
    const waitSeconds = now - arrivalSeconds;
    this.#abandoned++;
    if (waitSeconds <= this.#serviceLevelSeconds) this.#abandonedWithin++;
    this.#waitSeconds[1] += waitSeconds;
    countWait(this.#waits, waitSeconds);
  }

  leaveWaiting(arrivalSeconds: number, now: number): void {
    if (!this.#isMeasured(arrivalSeconds)) return;
    this.#waiting++;
    this.#waitSeconds[2] += now - arrivalSeconds;
  }

  /** Throws an Error, a defect of the engine, when contacts went missing. */
  tally(): ContactTally {
    const tally: ContactTally = {
      offered: this.#offered,
      answered: this.#answered,
      answeredWithin: this.#answeredWithin,
      abandoned: this.#abandoned,
      abandonedWithin: this.#abandonedWithin,
      waiting: this.#waiting,
      answeredWaitSeconds: this.#waitSeconds[0],
      abandonedWaitSeconds: this.#waitSeconds[1],
      waitingWaitSeconds: this.#waitSeconds[2],
      waits: this.#waits,
    };
    if (tally.offered !== tally.answered + tally.abandoned + tally.waiting)
      throw new Error(
        `contacts went missing: ${tally.offered} offered, ${tally.answered} answered, ${tally.abandoned} abandoned, ${tally.waiting} waiting`,
      );
    return tally;
  }

  #isMeasured(seconds: number): boolean {
    return seconds >= this.#measuredFrom && seconds < this.#measuredTo;
  }
}
