import { robustSpread } from '../level-shape/calendar/log-ratios.ts';
import type { DayRatios } from './day-ratios.ts';
import type { DayEvent, EventsOfDay } from './event-days.ts';
import { type EffectGroup, type EffectRow, randomEffects } from './random-effects.ts';

/** What events make of a day. */
export interface DayEffect {
  /** By what its ordinary value is multiplied; 0 where the centre is closed. */
  readonly factor: number;
  /** Standard deviation of ln of the factor. */
  readonly logSpread: number;
}

// Standard deviations of ln of a factor that are expected before any event was seen.
const GUESS = { on: 0.5, beside: 0.2 };
// Where days are missing as often as that without an event, a missing one says nothing of the event.
const MISSING_BY_CHANCE_BELOW = 0.05;

const UNAFFECTED: DayEffect = { factor: 1, logSpread: 0 };

/**
 * Learns what events make of days: the effect of a kind, and what each name adds to it, on the days of the event and beside them,
 * as random effects on the log ratios of days. Names, or whole kinds, on whose days nobody ever called close the day.
 */
export function eventEffects(ratios: DayRatios, eventsOf: EventsOfDay): (day: number) => DayEffect {
  const lastDay = ratios.days[ratios.days.length - 1];
  const isGoingOn = ({ event }: DayEvent): boolean => event.firstDay <= lastDay && lastDay < event.lastDay;
  const rows = observedRows(ratios, eventsOf, isGoingOn);
  const seen = new Set(rows.flatMap(({ effects }) => effects));
  // What a first event of its kind does while it goes on is in the level already.
  const tells = (dayEvent: DayEvent): boolean =>
    !isGoingOn(dayEvent) || effectNames([dayEvent]).some((name) => seen.has(name));
  const isClosedOn = closedEvents(ratios, eventsOf);
  const ordinary = ratios.logRatios.filter((_, i) => eventsOf(ratios.days[i]).length === 0);
  const effects = randomEffects(rows, groupOf, robustSpread(ordinary) ** 2);
  return (day) => {
    const events = eventsOf(day).filter((one) => one.event.factor !== undefined || tells(one));
    if (events.length === 0) return UNAFFECTED;
    if (events.some(isClosedOn)) return { factor: 0, logSpread: 0 };
    const { mean, variance } = effects.sum(effectNames(events));
    return { factor: knownFactor(events) * Math.exp(mean), logSpread: Math.sqrt(variance) };
  };
}

/** An event that is not over says nothing yet: what it does and what has changed for good cannot be told apart. */
function observedRows(
  { days, logRatios }: DayRatios,
  eventsOf: EventsOfDay,
  isGoingOn: (dayEvent: DayEvent) => boolean,
): EffectRow[] {
  return [...days].flatMap((day, i) => {
    const events = eventsOf(day);
    if (events.some(isGoingOn)) return [];
    const value = logRatios[i] - Math.log(knownFactor(events));
    return events.length === 0 || !Number.isFinite(value) ? [] : [{ value, effects: effectNames(events) }];
  });
}

const knownFactor = (events: readonly DayEvent[]): number =>
  events.reduce((product, { event }) => product * (event.factor ?? 1), 1);

const SEPARATOR = '\u0000';

function effectNames(events: readonly DayEvent[]): string[] {
  const unknown = events.filter(({ event }) => event.factor === undefined);
  const ofKinds = unknown.map(({ event, position }) => [position, event.kind]);
  const ofNames = unknown.map(({ event, position }) => [position, event.kind, event.name]);
  return [...new Set([...ofKinds, ...ofNames].map((parts) => parts.join(SEPARATOR)))];
}

function groupOf(effect: string): EffectGroup {
  const [position, kind, name] = effect.split(SEPARATOR);
  const place = position === 'on' ? 'on' : 'beside';
  return name === undefined
    ? { name: `kinds ${place}`, guess: GUESS[place] ** 2 }
    : { name: `names ${place}${SEPARATOR}${kind}`, guess: GUESS[place] ** 2 };
}

/** Whether an event closes its days: where its name was seen by that name, else by its kind. */
function closedEvents(ratios: DayRatios, eventsOf: EventsOfDay): (dayEvent: DayEvent) => boolean {
  const isMissingTelling = missingShare(ratios, eventsOf) < MISSING_BY_CHANCE_BELOW;
  const seen = new Map<string, { closed: number; open: number }>();
  for (const [i, day] of ratios.days.entries()) {
    const isMissing = ratios.missing[i] === 1;
    if (isMissing && !isMissingTelling) continue;
    for (const { event, position } of eventsOf(day)) {
      if (position !== 'on' || event.factor !== undefined) continue;
      const counts = seen.get(nameKey(event)) ?? { closed: 0, open: 0 };
      seen.set(nameKey(event), counts);
      if (isMissing || ratios.empty[i] === 1) counts.closed++;
      else counts.open++;
    }
  }
  return ({ event, position }) => {
    if (position !== 'on') return false;
    if (event.factor !== undefined) return event.factor === 0;
    return seen.get(nameKey(event))?.open === 0;
  };
}

const nameKey = ({ kind, name }: DayEvent['event']): string => `${kind}${SEPARATOR}${name}`;

function missingShare({ days, missing }: DayRatios, eventsOf: EventsOfDay): number {
  const ordinary = missing.filter((_, i) => eventsOf(days[i]).length === 0);
  return ordinary.reduce((sum, each) => sum + each, 0) / ordinary.length;
}
