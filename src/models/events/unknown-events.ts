import type { CalendarEvent } from '../../series/event.ts';

/** Days, counted from 1970-01-01, from `first` to before `end`. */
interface Days {
  readonly first: number;
  readonly end: number;
}

/** The events to come of which the history has neither one of the same name nor of the same kind, so that it tells no effect. */
export function unknownEvents(events: readonly CalendarEvent[], history: Days, horizonEnd: number): CalendarEvent[] {
  const isIn = ({ first, end }: Days, { firstDay, lastDay }: CalendarEvent): boolean =>
    firstDay < end && lastDay >= first;
  const kinds = new Set(events.filter((event) => isIn(history, event)).map(({ kind }) => kind));
  return events.filter(
    (event) =>
      event.factor === undefined && isIn({ first: history.end, end: horizonEnd }, event) && !kinds.has(event.kind),
  );
}
