import type { CalendarEvent } from '../../series/event.ts';
import type { ProphetHoliday } from '../prophet/holiday-columns.ts';

/** Events as Prophet's holidays: each day of one is a holiday of its name, without windows. Those of known effect are left out. */
export const prophetHolidays = (events: readonly CalendarEvent[]): ProphetHoliday[] =>
  events
    .filter(({ factor }) => factor === undefined)
    .flatMap(({ name, firstDay, lastDay }) =>
      Array.from({ length: lastDay - firstDay + 1 }, (_, i) => ({
        name,
        day: firstDay + i,
        lowerWindow: 0,
        upperWindow: 0,
      })),
    );
