import { fillUniform, type RandomStream, randomStream } from '../numeric/random-stream.ts';
import { drawAllSeconds, type Sampler } from './duration.ts';

// Contacts are made this many at a time: enough for tight loops, few enough to waste little at the end.
const BATCH = 64;

const PURPOSES = 3;

/**
 * The contacts of one type in order of arrival: a Poisson process whose rate is constant within an interval, by inverting its
 * cumulative rate, which takes one random number a contact. Arrival, handle time and patience have streams of their own, and a
 * contact takes one number of each, used or not: two scenarios of one seed see the same contacts.
 */
export class ContactStream {
  /** Of the next contact: when it comes, in seconds since the opening; Infinity when none does. */
  arrivalSeconds = 0;
  /** How long an agent of multiplier 1 handles it. */
  handleSeconds = 0;
  /** The random number that its patience is drawn from. */
  patienceUniform = 0;

  readonly #ratesPerSecond: Float64Array;
  readonly #intervalSeconds: number;
  readonly #handleTime: Sampler;
  readonly #streams: readonly RandomStream[];
  readonly #arrivals = new Float64Array(BATCH);
  readonly #handleTimes = new Float64Array(BATCH);
  readonly #patiences = new Float64Array(BATCH);
  #next = BATCH;
  #interval = 0;
  #now = 0;

  /** `firstStream`: number of the first of this type's random streams. */
  constructor(
    ratesPerSecond: Float64Array,
    intervalSeconds: number,
    handleTime: Sampler,
    seed: number,
    replication: number,
    type: number,
  ) {
    this.#ratesPerSecond = ratesPerSecond;
    this.#intervalSeconds = intervalSeconds;
    this.#handleTime = handleTime;
    // Stream 0 is that of the busyness.
    this.#streams = Array.from({ length: PURPOSES }, (_, purpose) =>
      randomStream(seed, replication, 1 + type * PURPOSES + purpose),
    );
    this.advance();
  }

  advance(): void {
    if (this.#next === BATCH) this.#fill();
    const next = this.#next++;
    this.arrivalSeconds = this.#arrivals[next];
    this.handleSeconds = this.#handleTimes[next];
    this.patienceUniform = this.#patiences[next];
  }

  #fill(): void {
    const [arrival, handleTime, patience] = this.#streams;
    fillUniform(arrival, this.#arrivals);
    this.#invertCumulativeRate(this.#arrivals);
    fillUniform(handleTime, this.#handleTimes);
    drawAllSeconds(this.#handleTime, this.#handleTimes);
    fillUniform(patience, this.#patiences);
    this.#next = 0;
  }

  /** Replaces uniform random numbers by times of arrival. */
  #invertCumulativeRate(numbers: Float64Array): void {
    const rates = this.#ratesPerSecond;
    let interval = this.#interval;
    let now = this.#now;
    for (let i = 0; i < numbers.length; i++) {
      let left = -Math.log(numbers[i]);
      for (; interval < rates.length; interval++) {
        const end = (interval + 1) * this.#intervalSeconds;
        const expected = rates[interval] * (end - now);
        if (left < expected) break;
        left -= expected;
        now = end;
      }
      now = interval < rates.length ? now + left / rates[interval] : Number.POSITIVE_INFINITY;
      numbers[i] = now;
    }
    this.#interval = interval;
    this.#now = now;
  }
}
