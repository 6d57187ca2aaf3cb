import type { Centre, CentreAgent, CentreContactType, CentreQueue } from '../../src/routing/centre.ts';
import { type PlayDays, playDays } from '../../src/routing/play-days.ts';

const SLOTS_PER_DAY = 48;

/** The share of a day's contacts in each half hour from 8 to 18 o'clock, with a peak before noon. */
const PROFILE = [
  0.03, 0.045, 0.055, 0.065, 0.07, 0.07, 0.065, 0.06, 0.055, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.045, 0.045, 0.04,
  0.035, 0.02,
];
const OPENS = 16;
const WORKDAYS = [1, 2, 3, 4, 5];

/** Contacts of workdays by slot of the week. */
export function workdayArrivals(perDay: number, days: readonly number[] = WORKDAYS): Float64Array {
  const arrivals = new Float64Array(7 * SLOTS_PER_DAY);
  for (const day of days)
    for (const [i, share] of PROFILE.entries()) arrivals[day * SLOTS_PER_DAY + OPENS + i] = perDay * share;
  return arrivals;
}

/** On queue in the half hours `from` up to before `to` after opening. */
export function workdayPresence(from = 0, to = PROFILE.length, days: readonly number[] = WORKDAYS): Uint8Array {
  const present = new Uint8Array(7 * SLOTS_PER_DAY);
  for (const day of days) present.fill(1, day * SLOTS_PER_DAY + OPENS + from, day * SLOTS_PER_DAY + OPENS + to);
  return present;
}

export const centreQueue = (changes: Partial<CentreQueue> = {}): CentreQueue => ({
  queueId: 'a',
  queueName: 'A',
  mediaType: 'voice',
  evaluation: 'all-skills',
  rings: [],
  withinSeconds: 20,
  ...changes,
});

export const contacts = (changes: Partial<CentreContactType> = {}): CentreContactType => ({
  queue: 0,
  skillIds: ['a'],
  arrivals: workdayArrivals(300),
  meanHandleSeconds: 240,
  handleVariationFraction: 0.8,
  meanPatienceSeconds: 120,
  ...changes,
});

export const agent = (id: string, changes: Partial<CentreAgent> = {}): CentreAgent => ({
  id,
  name: `Agent ${id}`,
  queues: [0],
  proficiencies: { a: 3 },
  pace: 1,
  present: workdayPresence(),
  ...changes,
});

export const centre = (changes: Partial<Centre> = {}): Centre => ({
  intervalSeconds: 1800,
  slotsPerDay: SLOTS_PER_DAY,
  weekdays: WORKDAYS,
  queues: [centreQueue()],
  contactTypes: [contacts()],
  agents: ['1', '2', '3', '4', '5', '6', '7', '8'].map((id) => agent(id)),
  dayVariationFraction: 0.05,
  ...changes,
});

/** One queue and skill for each letter; `perDay` contacts and `agents` with only that skill, who are members of all queues. */
export function skillCentre(
  parts: readonly { name: string; perDay: number; agents: number }[],
  changes: Partial<Centre> = {},
): Centre {
  const all = parts.map((_, place) => place);
  return centre({
    queues: parts.map(({ name }) => centreQueue({ queueId: name, queueName: name.toUpperCase() })),
    contactTypes: parts.map(({ name, perDay }, queue) =>
      contacts({ queue, skillIds: [name], arrivals: workdayArrivals(perDay) }),
    ),
    agents: parts.flatMap(({ name, agents }) =>
      Array.from({ length: agents }, (_, i) => agent(`${name}${i}`, { queues: all, proficiencies: { [name]: 3 } })),
    ),
    ...changes,
  });
}

/** Plays everything on this thread. */
export const playHere: PlayDays = async (tasks) => tasks.map(playDays);
