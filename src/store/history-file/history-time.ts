import { isoInstant } from '../../series/iso-instant.ts';
import { lineFailure } from './history-line.ts';

/** A time as the file gives it. */
export interface HistoryTime {
  /** Seconds since 1970-01-01T00:00:00: of UTC when `isInstant`, else of the clock on the wall. */
  readonly seconds: number;
  /** Whether it carries `Z` or an offset. */
  readonly isInstant: boolean;
}

const TIME =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.0+)?)?(?: ?(?:([Zz])|([+-])(\d\d)(?::?(\d\d))?))?)?$/;

/** Reads `2026-01-05`, `2026-01-05T13:30:00` (or a blank for the T) and the same with `Z` or an offset. Fails with exit code 2. */
export function readTime(text: string, line: number): HistoryTime {
  const match = TIME.exec(text);
  if (match === null) {
    throw lineFailure(line, `"${text}" is not a time`, 'write 2026-01-05, 2026-01-05T13:30:00 or 2026-01-05T13:30:00Z');
  }
  const date = dateSeconds(Number(match[1]), Number(match[2]), Number(match[3]));
  const clock = clockSeconds(Number(match[4] ?? 0), Number(match[5] ?? 0), Number(match[6] ?? 0));
  const isInstant = match[7] !== undefined || match[8] !== undefined;
  const seconds = date + clock - offsetSeconds(match[8], Number(match[9] ?? 0), Number(match[10] ?? 0));
  if (Number.isNaN(seconds)) throw lineFailure(line, `there is no such time as ${text}`, 'correct the line');
  return { seconds, isInstant };
}

/** `readTime` that remembers what it has read: the file of a thousand queues has each time a thousand times. */
export function timeReader(): typeof readTime {
  const known = new Map<string, HistoryTime>();
  return (text, line) => {
    let time = known.get(text);
    if (time === undefined) {
      time = readTime(text, line);
      known.set(text, time);
    }
    return time;
  };
}

/** Seconds from 1970-01-01 to midnight of a date, NaN when no calendar has it. `Date` would read 30 February as 1 March. */
function dateSeconds(year: number, month: number, day: number): number {
  if (year < 100 || month < 1 || month > 12 || day < 1) return Number.NaN;
  const midnight = Date.UTC(year, month - 1, day) / 1000;
  return day <= 28 || midnight < Date.UTC(year, month, 1) / 1000 ? midnight : Number.NaN;
}

function clockSeconds(hour: number, minute: number, second: number): number {
  return hour < 24 && minute < 60 && second < 60 ? hour * 3600 + minute * 60 + second : Number.NaN;
}

function offsetSeconds(sign: string | undefined, hours: number, minutes: number): number {
  return (sign === '-' ? -1 : 1) * clockSeconds(hours, minutes, 0);
}

/** A time as the file could have written it, for messages. */
export function timeText({ seconds, isInstant }: HistoryTime): string {
  const text = isoInstant(seconds);
  return isInstant ? text : text.replace('Z', '').replace('T00:00:00', '');
}
