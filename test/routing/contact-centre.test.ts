import { describe, expect, it } from 'vitest';
import { contactCentre } from '../../src/routing/contact-centre.ts';
import type { RoutingHistory } from '../../src/routing/routing-history.ts';
import type {
  AgentPresence,
  AgentWork,
  RoutedAgent,
  RoutedQueue,
  SkillDemand,
} from '../../src/series/routing-records.ts';

const DAY = 86_400;
const HOUR = 3600;
/** A Monday in UTC. */
const MONDAY = 1_767_571_200;

const queue = (changes: Partial<RoutedQueue> = {}): RoutedQueue => ({
  id: 'q',
  name: 'Billing',
  method: 'all-skills',
  rings: [],
  targets: [{ mediaType: 'voice', answeredFraction: 0.8, withinSeconds: 30 }],
  ...changes,
});

const agent = (id: string, changes: Partial<RoutedAgent> = {}): RoutedAgent => ({
  id,
  name: `Agent ${id}`,
  skills: [{ skillId: 's', skillName: 'Invoices', proficiency: 4 }],
  queueIds: ['q'],
  ...changes,
});

const demand = (start: number, changes: Partial<SkillDemand> = {}): SkillDemand => ({
  intervalStart: start,
  intervalEnd: start + HOUR,
  queueId: 'q',
  mediaType: 'voice',
  skillIds: ['s'],
  offered: 12,
  answered: 10,
  abandoned: 2,
  waitSeconds: 480,
  waits: 12,
  handleSeconds: 2000,
  handled: 10,
  serviceLevelNumerator: 8,
  serviceLevelDenominator: 12,
  ...changes,
});

const work = (agentId: string, start: number, handled: number, handleSeconds: number): AgentWork => ({
  ...{ intervalStart: start, intervalEnd: start + HOUR, agentId, queueId: 'q', mediaType: 'voice', skillIds: ['s'] },
  ...{ handled, handleSeconds, notResponding: 0 },
});

const presence = (agentId: string, start: number, onQueueSeconds = HOUR): AgentPresence => ({
  ...{ intervalStart: start, intervalEnd: start + HOUR, agentId, onQueueSeconds },
});

/** Two weeks, in which contacts come at 9 o'clock on Mondays. */
const history = (changes: Partial<RoutingHistory> = {}): RoutingHistory => {
  const nine = [MONDAY + 9 * HOUR, MONDAY + 7 * DAY + 9 * HOUR];
  return {
    setup: { queues: [queue()], agents: [agent('1'), agent('2')], skills: [{ id: 's', name: 'Invoices' }] },
    period: { from: MONDAY, to: MONDAY + 14 * DAY, timeZone: 'UTC', intervalSeconds: HOUR },
    demand: [demand(nine[0]), demand(nine[1], { offered: 16, answered: 12, abandoned: 4, waitSeconds: 720 })],
    work: nine.flatMap((start) => [work('1', start, 5, 900), work('2', start, 5, 1100)]),
    presence: nine.flatMap((start) => [presence('1', start), presence('2', start, HOUR / 2)]),
    ...changes,
  };
};

const MONDAY_AT_NINE = 24 + 9;

describe('the typical week of a contact centre', () => {
  const { centre, warnings } = contactCentre(history());
  const [type] = centre.contactTypes;

  it('has the mean contacts of a slot of the week, over the days that hold it, and zero where none came', () => {
    expect(type.arrivals[MONDAY_AT_NINE]).toBe(14);
    expect(type.arrivals.reduce((sum, value) => sum + value, 0)).toBe(14);
    expect(centre.weekdays).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('has handle times as sum over sum and patience as all waits over abandons', () => {
    expect(type.meanHandleSeconds).toBe(4000 / 20);
    // (480 + 720) / (2 + 4): 200 s, where those who gave up had waited less.
    expect(type.meanPatienceSeconds).toBe(200);
  });

  it('takes the target of queue and medium', () => {
    expect(centre.queues.map(({ withinSeconds }) => withinSeconds)).toEqual([30]);
    expect(warnings.filter((text) => text.includes('target'))).toEqual([]);
  });

  it('has agents on queue for as long as they were, in whole slots', () => {
    expect(centre.agents.map(({ present }) => present[MONDAY_AT_NINE])).toContain(1);
    const slots = centre.agents.map(({ present }) => present.reduce((sum, one) => sum + one, 0));
    expect(slots[0]).toBe(1);
    expect(slots[1]).toBeLessThanOrEqual(1);
  });

  it('follows the clock on the wall over a change of clocks', () => {
    // Berlin's clocks go forward on Sunday, 29 March 2026: 9 o'clock is 8 UTC on the Monday before, 7 UTC on the one after.
    const from = Date.UTC(2026, 2, 22, 23) / 1000;
    const to = Date.UTC(2026, 3, 5, 22) / 1000;
    const nine = [Date.UTC(2026, 2, 23, 8) / 1000, Date.UTC(2026, 2, 30, 7) / 1000];
    const { centre: berlin } = contactCentre(
      history({
        period: { from, to, timeZone: 'Europe/Berlin', intervalSeconds: HOUR },
        demand: nine.map((start) => demand(start)),
        work: nine.map((start) => work('1', start, 5, 900)),
        presence: nine.map((start) => presence('1', start)),
      }),
    );
    expect(berlin.contactTypes[0].arrivals[MONDAY_AT_NINE]).toBe(12);
  });

  it('begins with the first day on which a contact came, and says so: days before it would only thin the week', () => {
    const { centre: late, warnings: told } = contactCentre(
      history({ period: { from: MONDAY - 14 * DAY, to: MONDAY + 14 * DAY, timeZone: 'UTC', intervalSeconds: HOUR } }),
    );
    expect(late).toEqual(centre);
    expect(told).toEqual(['no contact came before 2026-01-05: the history begins there', ...warnings]);
  });

  it('takes the contacts of a forecast instead, shared among skills as before', () => {
    const nine = MONDAY + 9 * HOUR;
    const two = history({
      demand: [demand(nine, { offered: 9 }), demand(nine, { offered: 3, skillIds: [], abandoned: 0 })],
      expected: [{ queueId: 'q', mediaType: 'voice', intervalStart: MONDAY + 28 * DAY + 9 * HOUR, contacts: 40 }],
    });
    const { centre: expected } = contactCentre(two);
    const arrivals = expected.contactTypes.map((one) => [one.skillIds.join(), one.arrivals[MONDAY_AT_NINE]]);
    expect(arrivals).toContainEqual(['s', 30]);
    expect(arrivals).toContainEqual(['', 10]);
    expect(expected.weekdays).toEqual([1]);
  });
});

describe('warnings of a typical week', () => {
  const warned = (changes: Partial<RoutingHistory>) => contactCentre(history(changes)).warnings.join('\n');
  const { setup } = history();

  it('say that predictive routing is simulated as another', () => {
    const predictive = { ...setup, queues: [queue({ method: 'predictive' })] };
    expect(warned({ setup: predictive })).toContain('predictive routing of Billing cannot be simulated');
    expect(contactCentre(history({ setup: predictive })).centre.queues[0].evaluation).toBe('all-skills');
  });

  it('name queues without contacts and agents without queues, who are left out', () => {
    const more = {
      ...setup,
      queues: [queue(), queue({ id: 'x', name: 'Silent' })],
      agents: [...setup.agents, agent('3', { queueIds: [] }), agent('4', { skills: [] })],
    };
    const text = warned({ setup: more });
    expect(text).toContain('Silent had no contacts');
    expect(text).toContain('2 agents were never on queue or are in no queue');
  });

  it('say when a skill is asked for that nobody has', () => {
    const nine = MONDAY + 9 * HOUR;
    const text = warned({
      demand: [
        demand(nine),
        demand(nine, { skillIds: ['unknown'], abandoned: 12, answered: 0, handled: 0, handleSeconds: 0 }),
      ],
    });
    expect(text).toContain('nobody may take the contacts of Billing that ask for unknown');
  });

  it('say that a target was missing, and that one contact at a time is handled', () => {
    const nine = MONDAY + 9 * HOUR;
    const text = warned({ demand: [demand(nine, { mediaType: 'chat' })], work: [] });
    expect(text).toContain('names no target for chat');
    expect(text).toContain('one contact at a time');
    expect(text).toContain('taken to be exponential');
  });
});

describe('a history that makes no centre', () => {
  const nine = MONDAY + 9 * HOUR;
  const { setup } = history();

  it.each<[string, Partial<RoutingHistory>, string]>([
    ['no contacts', { demand: [] }, 'no contacts'],
    ['nobody on queue', { presence: [] }, 'nobody was on queue'],
    ['an unknown queue', { demand: [demand(nine, { queueId: 'other' })] }, 'not in the setup'],
    ['records of another length', { demand: [demand(nine, { intervalEnd: nine + 1800 })] }, 'intervals of 3600'],
    ['records outside', { demand: [demand(nine + 70 * DAY)] }, 'outside of the history'],
    ['more time on queue than there is', { presence: [presence('1', nine, 4000)] }, 'time on queue'],
    ['negative contacts', { demand: [demand(nine), demand(nine, { offered: -1 })] }, '0 or more'],
    [
      'contacts that nobody takes and that never give up',
      { setup: { ...setup, agents: [agent('1', { skills: [] })] }, demand: [demand(nine, { abandoned: 0 })] },
      'never give up',
    ],
    [
      'contacts of which none was handled',
      { demand: [demand(nine, { handled: 0, handleSeconds: 0 })], work: [] },
      'handle time is unknown',
    ],
    [
      'a queue that is not forecast',
      { expected: [{ queueId: 'x', mediaType: 'voice', intervalStart: nine, contacts: 1 }] },
      'no forecast',
    ],
    ['no day', { period: { ...history().period, to: MONDAY }, demand: [], work: [], presence: [] }, 'a day or more'],
    [
      'intervals that do not divide a day',
      { period: { ...history().period, intervalSeconds: 7000 }, demand: [], work: [], presence: [] },
      'divide a day',
    ],
  ])('is refused: %s', (_, changes, words) => {
    expect(() => contactCentre(history(changes))).toThrow(RangeError);
    expect(() => contactCentre(history(changes))).toThrow(words);
  });
});
