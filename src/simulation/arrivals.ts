import { unitMeanGamma } from '../numeric/gamma-variate.ts';
import { randomStream } from '../numeric/random-stream.ts';
import { ContactStream } from './contact-stream.ts';
import { EventHeap } from './event-heap.ts';
import type { Model } from './model.ts';
import type { Scenario } from './scenario.ts';

const BUSYNESS_STREAM = 0;

/** The contacts of all types by time of arrival. */
export class Arrivals {
  private readonly streams: readonly ContactStream[];
  private readonly next: EventHeap;

  constructor({ scenario, types }: Model, seed: number, replication: number) {
    const factors = busynessFactors(scenario, seed, replication);
    this.streams = scenario.contactTypes.map(({ arrivalsPerInterval, handleTimeMultipliers }, type) => {
      const rates = factors.map((factor, i) => (factor * arrivalsPerInterval[i]) / scenario.intervalSeconds);
      const [arrival, handleTime, patience] = [1, 2, 3].map((purpose) =>
        randomStream(seed, replication, BUSYNESS_STREAM + 3 * type + purpose),
      );
      const streams = { arrival, handleTime, patience };
      return new ContactStream(rates, scenario.intervalSeconds, types[type], handleTimeMultipliers, streams);
    });
    this.next = new EventHeap(types.length);
    this.streams.forEach((stream, type) => {
      this.next.add(stream.arrivalSeconds, type);
    });
  }

  /** When the next contact comes, in seconds since the opening; Infinity when none does. */
  get seconds(): number {
    return this.next.firstSeconds;
  }

  get type(): number {
    return this.next.firstPayload;
  }

  /** The next contact of a type. */
  contact(type: number): ContactStream {
    return this.streams[type];
  }

  advance(): void {
    const type = this.next.firstPayload;
    const stream = this.streams[type];
    stream.advance();
    this.next.replaceFirst(stream.arrivalSeconds, type);
  }
}

function busynessFactors({ busyness, intervals }: Scenario, seed: number, replication: number): Float64Array {
  const factors = new Float64Array(intervals).fill(1);
  if (busyness.variationFraction === 0) return factors;
  const stream = randomStream(seed, replication, BUSYNESS_STREAM);
  for (let from = 0; from < intervals; from += busyness.intervalsPerBlock)
    factors.fill(unitMeanGamma(busyness.variationFraction, stream), from, from + busyness.intervalsPerBlock);
  return factors;
}
