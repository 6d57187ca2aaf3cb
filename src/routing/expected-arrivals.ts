import type { EpochSeconds } from '../series/time-zone.ts';
import type { CentreQueue } from './centre.ts';
import type { ObservedContacts } from './contact-types.ts';
import { type HistoryPeriod, meansBySlot, type TypicalWeek, typicalWeek } from './typical-week.ts';

/** Contacts that a forecast expects in an interval of the history's length. */
export interface ExpectedContacts {
  readonly queueId: string;
  readonly mediaType: string;
  readonly intervalStart: EpochSeconds;
  readonly contacts: number;
}

/** What comes in a typical week, by contact type and slot, and on which weekdays, Sunday 0. */
interface Arrivals {
  readonly bySlot: readonly Float64Array[];
  readonly weekdays: readonly number[];
}

/**
 * The arrivals of the history, or those of a forecast of whole days, shared among the contact types of a queue as in the history: as in
 * the same slot of the week, or as on the whole where it had no contacts. RangeError when a queue is not forecast.
 */
export function expectedArrivals(
  types: readonly ObservedContacts[],
  queues: readonly CentreQueue[],
  expected: readonly ExpectedContacts[] | undefined,
  period: HistoryPeriod,
  week: TypicalWeek,
): Arrivals {
  if (expected === undefined) return { bySlot: types.map(({ arrivals }) => arrivals), weekdays: weekdaysOf(week) };
  const starts = expected.map(({ intervalStart }) => intervalStart);
  const from = Math.min(...starts);
  const to = Math.max(...starts) + period.intervalSeconds;
  const coming = typicalWeek({ ...period, from, to });
  const byQueue = queues.map((queue) => meansBySlot(sumsOf(queue, expected, coming), coming));
  return {
    weekdays: weekdaysOf(coming),
    bySlot: types.map((type) => {
      const together = types.filter(({ queue }) => queue === type.queue);
      const share = total(type.arrivals) / together.reduce((sum, { arrivals }) => sum + total(arrivals), 0);
      return byQueue[type.queue].map((contacts, slot) => {
        const inSlot = together.reduce((sum, { arrivals }) => sum + arrivals[slot], 0);
        return contacts * (inSlot > 0 ? type.arrivals[slot] / inSlot : share);
      });
    }),
  };
}

const weekdaysOf = ({ days }: TypicalWeek): number[] => days.flatMap((many, weekday) => (many > 0 ? [weekday] : []));

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

function sumsOf(
  { queueId, queueName, mediaType }: CentreQueue,
  expected: readonly ExpectedContacts[],
  week: TypicalWeek,
) {
  const own = expected.filter((one) => one.queueId === queueId && one.mediaType === mediaType);
  if (own.length === 0) throw new RangeError(`there is no forecast for ${mediaType} of ${queueName}`);
  const sums = new Float64Array(week.slots);
  for (const { intervalStart, contacts } of own) sums[week.slotOf(intervalStart)] += contacts;
  return sums;
}
