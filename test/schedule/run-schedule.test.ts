import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cronClock } from '../../src/schedule/cron.ts';
import type { Decision, MissedRuns } from '../../src/schedule/decide.ts';
import { type RunEnded, runSchedule } from '../../src/schedule/run-schedule.ts';
import { newState, type ScheduleState } from '../../src/schedule/schedule-state.ts';
import { timetable } from '../../src/schedule/timetable.ts';
import { dailyWindow } from '../../src/schedule/window.ts';
import { jumpingClock } from '../genesys/jumping-clock.ts';
import { sampleSize } from '../support/sample-size.ts';

const secondsOf = (iso: string): number => Date.parse(iso) / 1000;
const shown = (instant: number): string => new Date(instant * 1000).toISOString().replace(/:00\.000Z$/, 'Z');

const SCHEDULE = { cron: 'as tested', timeZone: 'UTC', command: ['fetch'] };

interface Night {
  readonly cron?: string;
  readonly window?: string;
  readonly timeZone?: string;
  readonly missed?: MissedRuns;
  readonly retries?: number;
  readonly retryPauseSeconds?: number;
  readonly from: string;
  readonly until: string;
  readonly state?: Partial<ScheduleState>;
  /** Exit codes of the runs, one after the other, and 0 after them. */
  readonly exitCodes?: readonly number[];
  readonly runSeconds?: number;
}

/** Plays a schedule on a clock that jumps, from one instant until another at which it is stopped. */
async function play({ cron = '0 2 * * *', missed = 'run', retries = 2, timeZone = 'UTC', ...night }: Night) {
  const clock = jumpingClock(secondsOf(night.from) * 1000);
  const stop = new AbortController();
  const now = (): number => Math.floor(clock.nowMs() / 1000);
  const window = night.window === undefined ? undefined : dailyWindow(night.window);
  const before = { ...newState(SCHEDULE, now()), ...night.state };
  const runs: string[] = [];
  const events: (Decision | RunEnded)['kind'][] = [];
  const saved: ScheduleState[] = [];
  let underWay = 0;
  const endIfLate = (): void => {
    if (now() >= secondsOf(night.until)) stop.abort('stopped');
  };
  const plan = {
    table: timetable(cronClock(cron, timeZone), window, 0, now()),
    missed,
    retry: { most: retries, firstPauseSeconds: night.retryPauseSeconds ?? 300 },
  };
  const played = runSchedule(plan, before, {
    nowMs: clock.nowMs,
    signal: stop.signal,
    sleep: async (ms, signal) => {
      expect(ms).toBeGreaterThan(0);
      await clock.sleep(Math.min(ms, secondsOf(night.until) * 1000 - clock.nowMs()), signal);
      endIfLate();
    },
    run: async ({ attempt, late }) => {
      expect(++underWay).toBe(1);
      const exitCode = night.exitCodes?.[runs.length] ?? 0;
      runs.push(`${shown(now())}${attempt === 1 ? '' : ` attempt ${attempt}`}${late ? ' late' : ''}`);
      await clock.sleep((night.runSeconds ?? 10) * 1000);
      underWay--;
      endIfLate();
      return exitCode;
    },
    save: async (state) => void saved.push(state),
    tell: async ({ kind }) => void events.push(kind),
  });
  await expect(played).rejects.toBe('stopped');
  const last = saved.at(-1);
  if (last === undefined) throw new Error('nothing was saved');
  return { runs, events, state: last };
}

describe('on an ordinary night', () => {
  test('a run starts when it is due, and the next one is told', async () => {
    const { runs, events, state } = await play({ from: '2026-01-01T12:00:00Z', until: '2026-01-03T12:00:00Z' });
    expect(runs).toEqual(['2026-01-02T02:00Z', '2026-01-03T02:00Z']);
    expect(events).toEqual(['wait', 'run', 'ended', 'wait', 'run', 'ended', 'wait']);
    expect(state).toMatchObject({ next: secondsOf('2026-01-04T02:00:00Z'), counts: { runs: 2, failures: 0 } });
  });

  test('a run that takes longer than its interval is never joined by another; what it missed comes once', async () => {
    const { runs } = await play({
      cron: '*/10 * * * *',
      from: '2026-01-01T00:05:00Z',
      until: '2026-01-01T01:20:00Z',
      runSeconds: 25 * 60,
    });
    expect(runs).toEqual(['2026-01-01T00:10Z', '2026-01-01T00:35Z late', '2026-01-01T01:00Z']);
  });

  test('done in part is done', async () => {
    const { runs, state } = await play({
      from: '2026-01-01T12:00:00Z',
      until: '2026-01-02T12:00:00Z',
      exitCodes: [7],
    });
    expect(runs).toHaveLength(1);
    expect(state).toMatchObject({ counts: { failures: 0 }, lastRun: { exitCode: 7 } });
  });
});

describe('a run that fails', () => {
  const night = { from: '2026-01-01T12:00:00Z', until: '2026-01-02T12:00:00Z' };

  test.each([1, 4, 75, 130, 137, 143])(
    'with %i is tried again after pauses that double, as often as allowed',
    async (exitCode) => {
      const { runs, state } = await play({ ...night, exitCodes: [exitCode, exitCode, exitCode, exitCode] });
      expect(runs).toEqual([
        '2026-01-02T02:00Z',
        '2026-01-02T02:05:10.000Z attempt 2',
        '2026-01-02T02:15:20.000Z attempt 3',
      ]);
      expect(state.counts).toEqual({ runs: 1, failures: 1, retries: 2, skipped: 0 });
    },
  );

  test.each([2, 3, 5, 6])('with %i would fail again and waits for the next time', async (exitCode) => {
    const { runs, state } = await play({ ...night, exitCodes: [exitCode] });
    expect(runs).toEqual(['2026-01-02T02:00Z']);
    expect(state.counts).toEqual({ runs: 1, failures: 1, retries: 0, skipped: 0 });
  });

  test('and then succeeds has not failed', async () => {
    const { state } = await play({ ...night, exitCodes: [4] });
    expect(state).toMatchObject({ counts: { runs: 1, failures: 0, retries: 1 }, lastRun: { attempt: 2, exitCode: 0 } });
  });

  test('is not tried again outside its window', async () => {
    const { runs, state } = await play({ ...night, window: '01:00-02:05', exitCodes: [4] });
    expect(runs).toEqual(['2026-01-02T02:00Z']);
    expect(state.counts).toMatchObject({ failures: 1, retries: 0 });
  });

  test('gives way to the next run', async () => {
    const { runs } = await play({ ...night, cron: '0,4 2 * * *', exitCodes: [4] });
    expect(runs).toEqual(['2026-01-02T02:00Z', '2026-01-02T02:04Z']);
  });
});

describe('after the scheduler was away', () => {
  const away = {
    from: '2026-01-05T09:30:00Z',
    until: '2026-01-06T12:00:00Z',
    state: { settledUntil: secondsOf('2026-01-01T02:00:00Z') },
  };

  test('all that was missed comes once, at once', async () => {
    const { runs } = await play(away);
    expect(runs).toEqual(['2026-01-05T09:30Z late', '2026-01-06T02:00Z']);
  });

  test('a missed run waits for the window', async () => {
    const { runs } = await play({ ...away, window: '22:00-03:00' });
    expect(runs).toEqual(['2026-01-05T22:00Z late', '2026-01-06T02:00Z']);
  });

  test('or is skipped, by choice, and told', async () => {
    const { runs, events, state } = await play({ ...away, missed: 'skip' });
    expect(runs).toEqual(['2026-01-06T02:00Z']);
    expect(events[0]).toBe('skip');
    expect(state.counts.skipped).toBe(1);
  });

  test('a run that ended with the scheduler is tried again, and counts as an attempt', async () => {
    const running = {
      due: secondsOf('2026-01-05T02:00:00Z'),
      attempt: 1,
      startedAt: secondsOf('2026-01-05T02:00:00Z'),
    };
    const state = { settledUntil: running.startedAt, running };
    const { runs } = await play({ ...away, state });
    expect(runs[0]).toBe('2026-01-05T09:35Z attempt 2');
    const third = await play({ ...away, state: { ...state, running: { ...running, attempt: 3 } } });
    expect(third.runs).toEqual(['2026-01-06T02:00Z']);
    expect(third.state.counts.failures).toBe(1);
  });

  test('a schedule that is new has missed nothing', async () => {
    const { runs } = await play({ ...away, state: {}, until: '2026-01-05T12:00:00Z' });
    expect(runs).toEqual([]);
  });
});

describe('when it is stopped', () => {
  test('during a run that succeeds all the same, the run is settled', async () => {
    const { state } = await play({ from: '2026-01-02T01:59:00Z', until: '2026-01-02T02:00:05Z' });
    expect(state).toMatchObject({ running: null, lastRun: { exitCode: 0 }, retry: null });
  });

  test('during a run that breaks off, the run stays noted for the next scheduler', async () => {
    const { state } = await play({ from: '2026-01-02T01:59:00Z', until: '2026-01-02T02:00:05Z', exitCodes: [143] });
    expect(state).toMatchObject({ running: { attempt: 1, due: secondsOf('2026-01-02T02:00:00Z') }, lastRun: null });
  });
});

test('whatever fails and however long it takes, runs start within the window, one at a time, and each due time is settled once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('0 * * * *', '*/20 1-4 * * *', '30 2 * * *'),
      fc.constantFrom(undefined, '01:00-05:00', '22:30-03:10'),
      fc.array(fc.constantFrom(0, 2, 4, 7, 75, 137), { maxLength: 40 }),
      fc.integer({ min: 1, max: 9000 }),
      fc.constantFrom('UTC', 'Europe/London'),
      async (cron, window, exitCodes, runSeconds, timeZone) => {
        // Clocks of London go forward at 01:00Z on the 29th.
        const from = '2026-03-28T12:00:00Z';
        const { runs, state } = await play({
          ...{ cron, exitCodes, runSeconds, timeZone, from, until: '2026-03-30T12:00:00Z' },
          ...(window === undefined ? {} : { window }),
        });
        const clock = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' });
        for (const run of runs) {
          const time = clock.format(new Date(run.split(' ')[0] ?? ''));
          if (window === '01:00-05:00') expect(time >= '01:00' && time < '05:00').toBe(true);
          if (window === '22:30-03:10') expect(time >= '22:30' || time < '03:10').toBe(true);
        }
        const firsts = runs.filter((run) => !run.includes('attempt'));
        expect(new Set(firsts).size).toBe(firsts.length);
        expect(state.counts.runs).toBe(firsts.length);
        expect(state.counts.retries).toBe(runs.length - firsts.length);
      },
    ),
    { numRuns: sampleSize(4, 500) },
  );
});
