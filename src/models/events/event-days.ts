import type { CalendarEvent } from '../../series/event.ts';

/** One event that bears on a day. */
export interface DayEvent {
  readonly event: CalendarEvent;
  /** On a day of the event itself, on the last open day before it or on the first one after it. */
  readonly position: 'on' | 'before' | 'after';
}

/** What is told about days, each counted from 1970-01-01. */
export type EventsOfDay = (day: number) => readonly DayEvent[];

// Beyond a long weekend a day is no neighbour any more.
const MOST_DAYS_BETWEEN = 4;

/**
 * Which events bear on which open days. A neighbour of an event is a day that is no event day itself; an event whose factor is
 * known has none.
 */
export function eventsOfDays(events: readonly CalendarEvent[], isOpen: (day: number) => boolean): EventsOfDay {
  const byDay = new Map<number, DayEvent[]>();
  const add = (day: number, entry: DayEvent): void => {
    const others = byDay.get(day);
    if (others === undefined) byDay.set(day, [entry]);
    else if (others.every(({ event }) => event.name !== entry.event.name || event.kind !== entry.event.kind))
      others.push(entry);
  };
  for (const event of events)
    for (let day = event.firstDay; day <= event.lastDay; day++) if (isOpen(day)) add(day, { event, position: 'on' });
  const eventDays = new Set(byDay.keys());
  const neighbour = (from: number, direction: 1 | -1): number | undefined => {
    for (let away = 1; away <= MOST_DAYS_BETWEEN; away++) {
      const day = from + direction * away;
      if (isOpen(day)) return eventDays.has(day) ? undefined : day;
    }
    return undefined;
  };
  for (const event of events) {
    if (event.factor !== undefined) continue;
    const before = neighbour(event.firstDay, -1);
    const after = neighbour(event.lastDay, 1);
    if (before !== undefined) add(before, { event, position: 'before' });
    if (after !== undefined) add(after, { event, position: 'after' });
  }
  return (day) => byDay.get(day) ?? [];
}
