import { levelShifts } from '../../../models/cleaning/level-shifts.ts';
import { seemsEndedSince } from '../../../series/ended-series.ts';
import { localTime } from '../../../series/iso-instant.ts';
import type { Series } from '../../../series/series.ts';
import { DAY_SECONDS } from '../../../series/time-zone.ts';

/** Says since when a history has ended or has another level, and by how much; an end is no shift besides. */
export function lastingChangeNotes(history: Series): string[] {
  const { timeZone } = history;
  const ended = seemsEndedSince(history);
  const shifts = levelShifts(history).filter(({ since }) => !(since > (ended ?? Number.NaN) - 7 * DAY_SECONDS));
  return [
    ...shifts.map(({ since, ratio }) => {
      const percent = Math.round(100 * Math.abs(ratio - 1));
      const size = `${percent} % ${ratio < 1 ? 'less' : 'more'}`;
      return `since ${localTime(timeZone, since)} there is ${size} than in the weeks before: the forecast starts from the new level`;
    }),
    ...(ended === undefined
      ? []
      : [`nothing came since ${localTime(timeZone, ended)}: the series seems to have ended, and is forecast so`]),
  ];
}
