import { toExponential } from '../numeric/exponential-variate.ts';
import { fillUniform, type RandomStream } from '../numeric/random-stream.ts';
import { drawSeconds } from './duration.ts';
import type { TypeModel } from './model.ts';

// Contacts are made this many at a time: enough for tight loops, few enough to waste little at the end.
const BATCH = 64;

/** The random numbers of a contact type, a stream for each purpose. */
interface LuckStreams {
  readonly arrival: RandomStream;
  readonly handleTime: RandomStream;
  readonly patience: RandomStream;
}

/**
 * The contacts of one type in order of arrival: a Poisson process whose rate is constant within an interval, by inverting its
 * cumulative rate, which takes one random number a contact. Arrival, handle time and patience have streams of their own, and a
 * contact takes one number of each, used or not: two scenarios of one seed see the same contacts.
 */
export class ContactStream {
  private readonly ratesPerSecond: Float64Array;
  private readonly intervalSeconds: number;
  private readonly type: TypeModel;
  private readonly handleTimeMultipliers: readonly number[] | undefined;
  private readonly streams: LuckStreams;
  private readonly arrivalTimes = new Float64Array(BATCH);
  private readonly handleTimes = new Float64Array(BATCH);
  private readonly patiences = new Float64Array(BATCH);
  private next = 0;
  private interval = 0;
  private now = 0;

  constructor(
    ratesPerSecond: Float64Array,
    intervalSeconds: number,
    type: TypeModel,
    handleTimeMultipliers: readonly number[] | undefined,
    streams: LuckStreams,
  ) {
    this.ratesPerSecond = ratesPerSecond;
    this.intervalSeconds = intervalSeconds;
    this.type = type;
    this.handleTimeMultipliers = handleTimeMultipliers;
    this.streams = streams;
    this.fill();
  }

  /** Of the next contact: when it comes, in seconds since the opening; Infinity when none does. */
  get arrivalSeconds(): number {
    return this.arrivalTimes[this.next];
  }

  /** How long an agent of multiplier 1 handles it. */
  get handleSeconds(): number {
    return this.handleTimes[this.next];
  }

  /** How long it waits before it gives up. */
  get patienceSeconds(): number {
    return this.patiences[this.next];
  }

  advance(): void {
    this.next++;
    if (this.next === BATCH) this.fill();
  }

  private fill(): void {
    const { arrival, handleTime, patience } = this.streams;
    fillUniform(arrival, this.arrivalTimes);
    toExponential(this.arrivalTimes, 1);
    this.invertCumulativeRate(this.arrivalTimes);
    fillUniform(handleTime, this.handleTimes);
    drawSeconds(this.type.handleTime, this.handleTimes);
    this.multiplyHandleTimes();
    fillUniform(patience, this.patiences);
    drawSeconds(this.type.patience, this.patiences);
    this.next = 0;
  }

  private multiplyHandleTimes(): void {
    const multipliers = this.handleTimeMultipliers;
    if (multipliers === undefined) return;
    for (let i = 0; i < BATCH; i++) {
      const interval = Math.floor(this.arrivalTimes[i] / this.intervalSeconds);
      if (interval < multipliers.length) this.handleTimes[i] *= multipliers[interval];
    }
  }

  /** Replaces expected numbers of contacts between one and the next by times of arrival. */
  private invertCumulativeRate(numbers: Float64Array): void {
    const rates = this.ratesPerSecond;
    let interval = this.interval;
    let now = this.now;
    for (let i = 0; i < numbers.length; i++) {
      let left = numbers[i];
      for (; interval < rates.length; interval++) {
        const end = (interval + 1) * this.intervalSeconds;
        const expected = rates[interval] * (end - now);
        if (left < expected) break;
        left -= expected;
        now = end;
      }
      now = interval < rates.length ? now + left / rates[interval] : Number.POSITIVE_INFINITY;
      numbers[i] = now;
    }
    this.interval = interval;
    this.now = now;
  }
}
