/**
 * The demo centre: three queues with two media types each, two years of days, 2017-01-01 to 2018-12-31 UTC.
 *
 * Daily volumes are real (fixtures/data/README.md): contacts offered on a UTC day are exactly the day's value in the file.
 *
 * | queue            | media type | real series                          | contacts a day |
 * | ---------------- | ---------- | ------------------------------------ | -------------- |
 * | Customer Service | voice      | New York City 311 service requests   | 7,067          |
 * | Customer Service | chat       | ambulance responses, BNSSG           | 492            |
 * | Billing          | voice      | ambulance responses, Dorset          | 321            |
 * | Billing          | chat       | ambulance responses, Cornwall        | 244            |
 * | Sales            | voice      | ambulance responses, Somerset        | 196            |
 * | Sales            | chat       | ambulance responses, Gloucestershire | 143            |
 *
 * What happens within a day is simulated, from one seed, for each queue, media type and day on its own:
 * - Arrivals: the day's contacts are spread over 48 half-hours by the profile of the media type (a multinomial draw) and
 *   evenly within a half-hour, so that quarter-hours, half-hours and hours add up to the real day.
 * - Agents: in each half-hour the load in Erlangs (expected contacts x mean handle time / half an hour) and the staffing
 *   margin times its square root, rounded up.
 * - Waiting: first come, first served, with exponential patience (Erlang A).
 * - Handle time: exponential; between 70 and 90 % of it, evenly distributed, is talk, the rest is after-call work.
 *
 * | media type | mean handle time | mean patience | staffing margin | service level |
 * | ---------- | ---------------- | ------------- | --------------- | ------------- |
 * | voice      | 300 s            | 120 s         | 0.7             | 80 % in 20 s  |
 * | chat       | 480 s            | 180 s         | 0.7             | 80 % in 40 s  |
 *
 * Every metric lands in the quarter-hour in which it is emitted: offered on arrival; wait, answer and abandon when the wait
 * ends; talk, after-call work and handle time when they end. Each day starts with an empty queue; what still waits or talks
 * at midnight ends on the next day, beside that day's own contacts. So every contact is answered or abandoned exactly once,
 * but a few of them on the day after they were offered. Nobody is transferred: each contact is one conversation.
 */
import { type ArrivalProfile, arrivalProfile, drawArrivals } from './arrival-profile.ts';
import type { Centre, ContactStream } from './centre.ts';
import { dailyVolumes } from './daily-volumes.ts';
import { serveQueue } from './erlang-a-queue.ts';
import { QUARTER_MS } from './quarter-hours.ts';
import { type Random, seededRandom } from './random.ts';
import { type ServiceLedger, serviceLedger } from './service-ledger.ts';

const SEED = 20170101;
const FIRST_DAY = '2017-01-01';
const LAST_DAY = '2018-12-31';

interface MediaParameters {
  readonly profile: ArrivalProfile;
  readonly meanHandleMs: number;
  readonly meanPatienceMs: number;
  /** Agents beyond the load, in square roots of the load. */
  readonly staffingMargin: number;
  readonly serviceLevel: { readonly targetFraction: number; readonly withinMs: number };
}

/** Busy from nine to five, with a dip at lunch. */
const VOICE: MediaParameters = {
  profile: arrivalProfile([
    6, 5, 4, 4, 3, 3, 3, 3, 3, 4, 5, 6, 8, 11, 15, 20, 27, 33, 39, 41, 43, 43, 42, 40, 37, 36, 36, 37, 38, 39, 39, 38,
    37, 35, 32, 28, 24, 21, 18, 16, 14, 12, 11, 10, 9, 8, 7, 7,
  ]),
  meanHandleMs: 300_000,
  meanPatienceMs: 120_000,
  staffingMargin: 0.7,
  serviceLevel: { targetFraction: 0.8, withinMs: 20_000 },
};

/** Later than voice, busiest in the evening. */
const CHAT: MediaParameters = {
  profile: arrivalProfile([
    9, 7, 6, 5, 4, 3, 3, 3, 3, 3, 3, 4, 5, 7, 9, 11, 15, 19, 23, 26, 28, 30, 31, 31, 30, 30, 30, 30, 30, 30, 30, 30, 31,
    32, 33, 34, 35, 36, 37, 37, 36, 34, 31, 27, 23, 19, 15, 12,
  ]),
  meanHandleMs: 480_000,
  meanPatienceMs: 180_000,
  staffingMargin: 0.7,
  serviceLevel: { targetFraction: 0.8, withinMs: 40_000 },
};

const CUSTOMER_SERVICE = { id: '5b0c1e7a-3f0d-4c57-9a41-6c1d2f3e4a01', name: 'Customer Service' };
const BILLING = { id: '5b0c1e7a-3f0d-4c57-9a41-6c1d2f3e4a02', name: 'Billing' };
const SALES = { id: '5b0c1e7a-3f0d-4c57-9a41-6c1d2f3e4a03', name: 'Sales' };

const AMBULANCE = 'swast_ambulance_daily.csv';

const STREAMS = [
  { queue: CUSTOMER_SERVICE, mediaType: 'voice', media: VOICE, file: 'nyc311_daily.csv', id: undefined },
  { queue: CUSTOMER_SERVICE, mediaType: 'chat', media: CHAT, file: AMBULANCE, id: 'BNSSG' },
  { queue: BILLING, mediaType: 'voice', media: VOICE, file: AMBULANCE, id: 'Dorset' },
  { queue: BILLING, mediaType: 'chat', media: CHAT, file: AMBULANCE, id: 'Cornwall' },
  { queue: SALES, mediaType: 'voice', media: VOICE, file: AMBULANCE, id: 'Somerset' },
  { queue: SALES, mediaType: 'chat', media: CHAT, file: AMBULANCE, id: 'Gloucestershire' },
];

const TALK_FRACTION = { least: 0.7, most: 0.9 };

const HALF_HOUR_MS = 2 * QUARTER_MS;
const QUARTERS_A_DAY = 96;
const DAY_MS = QUARTERS_A_DAY * QUARTER_MS;

/** The centre described above. Days are simulated when they are first asked for, and kept. */
export const demoCentre = (): Centre => {
  demo ??= madeCentre();
  return demo;
};

let demo: Centre | undefined;

const madeCentre = (): Centre => ({
  organization: { id: '5b0c1e7a-3f0d-4c57-9a41-6c1d2f3e4a00', name: 'Demo Centre' },
  queues: [CUSTOMER_SERVICE, BILLING, SALES],
  streams: STREAMS.map(({ queue, mediaType, media, file, id }, number) => ({
    dimensions: { queueId: queue.id, mediaType, originatingDirection: 'inbound', direction: 'inbound' },
    tally: lazyTally(media, dailyVolumes(file, id, FIRST_DAY, LAST_DAY), number),
  })),
});

function lazyTally(media: MediaParameters, volumes: Int32Array, streamNumber: number): ContactStream['tally'] {
  // What the last day leaves behind ends on the day after it.
  const quarters = (volumes.length + 1) * QUARTERS_A_DAY;
  const ledger = serviceLedger(quarters, media.serviceLevel);
  const simulated = new Set<number>();
  const simulateDays = (first: number, last: number): void => {
    for (let day = Math.max(0, first); day <= Math.min(last, volumes.length - 1); day++) {
      if (simulated.has(day)) continue;
      simulated.add(day);
      simulateDay(day, volumes[day], media, seededRandom(SEED, streamNumber, day), ledger);
    }
  };
  const startMs = Date.parse(FIRST_DAY);
  const quarterAt = (ms: number): number => {
    const quarter = (ms - startMs) / QUARTER_MS;
    if (!Number.isInteger(quarter)) throw new Error(`the demo centre knows whole quarter-hours only, not ${ms} ms`);
    return Math.max(0, Math.min(quarter, quarters));
  };
  return (borders) => {
    const at = borders.map(quarterAt);
    // The day before may have left contacts behind.
    simulateDays(Math.floor(at[0] / QUARTERS_A_DAY) - 1, Math.floor((at[at.length - 1] - 1) / QUARTERS_A_DAY));
    return at.slice(1).map((to, i) => ledger.tally(at[i], to));
  };
}

function simulateDay(day: number, volume: number, media: MediaParameters, random: Random, ledger: ServiceLedger): void {
  const midnight = day * DAY_MS;
  const arrivals = drawArrivals(volume, media.profile, random);
  const agents = media.profile.permille.map((many) => agentsFor((volume * many) / 1000, media));
  for (const arrival of arrivals) ledger.offer(midnight + arrival);
  serveQueue(arrivals, { ...media, agents, slotMs: HALF_HOUR_MS }, random, {
    abandoned: (arrival, wait) => ledger.abandon(midnight + arrival + wait, wait),
    answered(arrival, wait, handle) {
      const start = midnight + arrival + wait;
      const { least, most } = TALK_FRACTION;
      const talk = Math.round(handle * (least + (most - least) * random()));
      ledger.answer(start, wait);
      ledger.handle(start, talk, handle - talk);
    },
  });
}

function agentsFor(contactsPerHalfHour: number, { meanHandleMs, staffingMargin }: MediaParameters): number {
  const loadErlangs = (contactsPerHalfHour * meanHandleMs) / HALF_HOUR_MS;
  return Math.max(1, Math.ceil(loadErlangs + staffingMargin * Math.sqrt(loadErlangs)));
}
