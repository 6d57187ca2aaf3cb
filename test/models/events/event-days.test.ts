import { describe, expect, it } from 'vitest';
import { eventsOfDays } from '../../../src/models/events/event-days.ts';

const event = (name: string, firstDay: number, lastDay = firstDay) => ({ name, kind: 'holiday', firstDay, lastDay });
// 1970-01-01 was a Thursday, so day 4 is a Monday.
const isWeekday = (day: number): boolean => ![2, 3].includes(day % 7);
const told = (of: ReturnType<typeof eventsOfDays>, day: number) =>
  of(day).map(({ event: { name }, position }) => `${position} ${name}`);

describe('events of days', () => {
  it('are told of their open days and of the open days beside them', () => {
    const of = eventsOfDays([event('feast', 11)], isWeekday);
    expect([7, 8, 11, 12, 13].map((day) => told(of, day))).toEqual([
      [],
      ['before feast'],
      ['on feast'],
      ['after feast'],
      [],
    ]);
    expect(told(of, 10)).toEqual([]);
  });

  it('are not told of days beside them that are event days themselves', () => {
    const of = eventsOfDays([event('first', 11), event('second', 12)], isWeekday);
    expect([8, 11, 12, 13].map((day) => told(of, day))).toEqual([
      ['before first'],
      ['on first'],
      ['on second'],
      ['after second'],
    ]);
  });

  it('have no neighbours beyond a long weekend', () => {
    const of = eventsOfDays([event('feast', 11)], (day) => day === 11 || day === 16 || day === 6);
    expect([6, 16].map((day) => told(of, day))).toEqual([[], []]);
  });

  it('that a table names twice count once', () => {
    const of = eventsOfDays([event('feast', 11), event('feast', 11)], isWeekday);
    expect(told(of, 11)).toEqual(['on feast']);
  });

  it('of known effect have none on the days beside them', () => {
    const of = eventsOfDays([{ ...event('sale', 11), factor: 2 }], isWeekday);
    expect(told(of, 8)).toEqual([]);
  });
});
