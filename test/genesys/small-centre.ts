import type { VolumeQuestion } from '../../src/genesys/contact-centre.ts';
import { calendarStep } from '../../src/series/calendar-step.ts';
import type { VolumeRecord } from '../../src/series/records.ts';
import { type ScriptedVolume, scriptedCentre } from '../genesys-server/scripted-centre.ts';

const DAY_MS = 86_400_000;
const START_MS = Date.UTC(2025, 8, 1);
const DAYS = 100;

const queues = ['Billing', 'Sales', 'Support'].map((name, i) => ({
  id: `00000000-0000-4000-8000-00000000000${i}`,
  name,
}));

/** Every fifth day nothing happens in a queue; the numbers differ from day to day and queue to queue. Two contacts a day come by transfer. */
const volumes: ScriptedVolume[] = queues.flatMap(({ id }, q) =>
  Array.from({ length: DAYS }, (_, day) => day)
    .filter((day) => (day + q) % 5 !== 0)
    .map((day) => ({
      queueId: id,
      mediaType: q === 2 ? 'callback' : 'voice',
      start: new Date(START_MS + day * DAY_MS).toISOString(),
      end: new Date(START_MS + (day + 1) * DAY_MS).toISOString(),
      metrics: {
        nConversations: 98 + day + q,
        nOffered: 100 + day + q,
        tAnswered: { count: 90 + day, sum: 1_000_000 },
        tAbandon: { count: 10 + q, sum: 50_000 },
        tHandle: { count: 90 + day, sum: 27_000_500 + day },
        oServiceLevel: { numerator: 80, denominator: 100 },
      },
    })),
);

/** A hundred days in UTC from 1 September 2025. */
export const smallCentre = scriptedCentre({ queues, volumes });

export const smallQuestion: VolumeQuestion = {
  from: START_MS / 1000,
  to: START_MS / 1000 + (DAYS * DAY_MS) / 1000,
  step: calendarStep('P1D'),
  timeZone: 'UTC',
};

/** What the script says, in the pipeline's terms: worked out here, not by the code under test. */
export const smallRecords: readonly VolumeRecord[] = volumes
  .map(({ queueId, mediaType, start, end }, i) => {
    const day = (Date.parse(start) - START_MS) / DAY_MS;
    const q = queues.findIndex(({ id }) => id === queueId);
    return {
      at: i,
      record: {
        intervalStart: Date.parse(start) / 1000,
        intervalEnd: Date.parse(end) / 1000,
        queueId,
        queueName: queues[q]?.name ?? '',
        mediaType,
        conversations: 98 + day + q,
        offered: 100 + day + q,
        answered: 90 + day,
        abandoned: 10 + q,
        handleSeconds: 27_000.5 + day / 1000,
        handled: 90 + day,
        serviceLevelNumerator: 80,
        serviceLevelDenominator: 100,
      },
    };
  })
  .sort((a, b) => a.record.intervalStart - b.record.intervalStart || a.at - b.at)
  .map(({ record }) => record);

export async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
