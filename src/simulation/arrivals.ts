import { unitMeanGamma } from '../numeric/gamma-variate.ts';
import { nextUniform, type RandomStream, randomStream } from '../numeric/random-stream.ts';
import { EventHeap } from './event-heap.ts';
import type { Scenario } from './scenario.ts';

const BUSYNESS = 0;
const PURPOSES = ['arrival', 'handleTime', 'patience'] as const;

/**
 * The contacts of a replication by time of arrival, over all types: Poisson processes with piecewise constant rates, each by
 * inverting its cumulative rate, which takes one random number a contact. Every type has its own streams for arrival, handle time
 * and patience, and a contact takes one number of each, used or not: two scenarios of one seed see the same contacts.
 */
export class Arrivals {
  readonly #intervalSeconds: number;
  readonly #intervals: number;
  /** Contacts per second, a row of intervals per type. */
  readonly #rates: Float64Array;
  readonly #interval: Int32Array;
  readonly #next: EventHeap;
  readonly #streams: readonly Record<(typeof PURPOSES)[number], RandomStream>[];

  constructor(scenario: Scenario, seed: number, replication: number) {
    const { contactTypes, intervals, intervalSeconds } = scenario;
    this.#intervalSeconds = intervalSeconds;
    this.#intervals = intervals;
    const factors = busynessFactors(scenario, randomStream(seed, replication, BUSYNESS));
    this.#rates = new Float64Array(contactTypes.length * intervals);
    contactTypes.forEach(({ arrivalsPerInterval }, type) => {
      for (let i = 0; i < intervals; i++)
        this.#rates[type * intervals + i] = (arrivalsPerInterval[i] * factors[i]) / intervalSeconds;
    });
    this.#interval = new Int32Array(contactTypes.length);
    this.#next = new EventHeap(contactTypes.length);
    this.#streams = contactTypes.map((_, type) => {
      const [arrival, handleTime, patience] = PURPOSES.map((_, purpose) =>
        randomStream(seed, replication, 1 + type * PURPOSES.length + purpose),
      );
      return { arrival, handleTime, patience };
    });
    for (let type = 0; type < contactTypes.length; type++) this.#next.add(this.#arrivalAfter(0, type), type);
  }

  /** When the next contact comes, in seconds since the opening; Infinity when none does. */
  get seconds(): number {
    return this.#next.firstSeconds;
  }

  get type(): number {
    return this.#next.firstPayload;
  }

  /** The random number of the next contact's handle time, to be asked for once, like that of its patience. */
  handleTimeUniform(): number {
    return nextUniform(this.#streams[this.type].handleTime);
  }

  patienceUniform(): number {
    return nextUniform(this.#streams[this.type].patience);
  }

  advance(): void {
    const type = this.type;
    this.#next.replaceFirst(this.#arrivalAfter(this.seconds, type), type);
  }

  #arrivalAfter(seconds: number, type: number): number {
    const row = type * this.#intervals;
    let left = -Math.log(nextUniform(this.#streams[type].arrival));
    let from = seconds;
    for (let i = this.#interval[type]; i < this.#intervals; i++) {
      const rate = this.#rates[row + i];
      const end = (i + 1) * this.#intervalSeconds;
      const expected = rate * (end - from);
      if (left < expected) {
        this.#interval[type] = i;
        return from + left / rate;
      }
      left -= expected;
      from = end;
    }
    this.#interval[type] = this.#intervals;
    return Number.POSITIVE_INFINITY;
  }
}

function busynessFactors({ busyness, intervals }: Scenario, stream: RandomStream): Float64Array {
  const factors = new Float64Array(intervals);
  for (let from = 0; from < intervals; from += busyness.intervalsPerBlock)
    factors.fill(unitMeanGamma(busyness.variationFraction, stream), from, from + busyness.intervalsPerBlock);
  return factors;
}
