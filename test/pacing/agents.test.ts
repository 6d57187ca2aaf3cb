import { describe, expect, it } from 'vitest';
import { agentsByInterval } from '../../src/pacing/agents-by-interval.ts';
import { expectedAgents } from '../../src/pacing/weekly-agents.ts';
import type { AgentCapacity } from '../../src/series/records.ts';

/** A Monday. */
const FROM = Date.UTC(2026, 0, 5) / 1000;
const record = (startHour: number, endHour: number, agents: number): AgentCapacity => ({
  intervalStart: FROM + startHour * 3600,
  intervalEnd: FROM + endHour * 3600,
  agents,
  source: 'schedule',
});

describe('agents of an interval', () => {
  const hours = [0, 1, 2].map((hour) => FROM + hour * 3600);

  it('are the mean over the time that records share with it, however they are cut', () => {
    const quarters = [0, 0.25, 0.5, 0.75].map((hour, i) => record(hour, hour + 0.25, i));
    expect(agentsByInterval([...quarters, record(1, 3, 7)], hours, 3600)).toEqual([1.5, 7, 7]);
    expect(agentsByInterval([record(-0.5, 0.5, 4), record(0.5, 3, 8)], hours, 3600)).toEqual([6, 8, 8]);
  });

  it('are unknown where records leave a gap, however small: misaligned hours are not empty ones (tutorial error 8)', () => {
    const shifted = [record(0.01, 1.01, 5), record(1.01, 2.01, 5)];
    expect(agentsByInterval(shifted, hours, 3600)).toEqual([undefined, 5, undefined]);
    expect(agentsByInterval([], hours, 3600)).toEqual([undefined, undefined, undefined]);
  });

  it('are 0 where a record says so', () => {
    expect(agentsByInterval([record(0, 3, 0)], hours, 3600)).toEqual([0, 0, 0]);
  });

  it('are not counted twice', () => {
    expect(() => agentsByInterval([record(0, 2, 5), record(1, 3, 5)], hours, 3600)).toThrow(RangeError);
  });
});

describe('agents to expect', () => {
  it('are the mean of the same hour of the week, by the local clock', () => {
    const weeks = [record(9, 10, 4), record(9 + 168, 10 + 168, 8), record(10, 11, 1)];
    const next = [9, 10, 11, 9 + 24].map((hour) => FROM + (hour + 336) * 3600);
    expect(expectedAgents(weeks, next, 'UTC')).toEqual([6, 1, undefined, undefined]);
    // Summer time: 8 UTC in July is what 9 UTC is in January.
    expect(expectedAgents([record(9, 10, 4)], [Date.UTC(2026, 6, 6, 8) / 1000], 'Europe/Berlin')).toEqual([4]);
  });
});
