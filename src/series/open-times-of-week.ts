import { isSubDaily } from './calendar-step.ts';
import { weekSlots } from './closed-times.ts';
import { intervalStarts, type Series } from './series.ts';
import { DAY_SECONDS } from './time-zone.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * When a history below a day is open, in the words of opening hours: `Mon-Fri 08:00-20:00, Sat 09:00-13:00`. Undefined where whole weekdays
 * at most are closed, and for days and longer steps.
 */
export function openTimesOfWeek(series: Series): string | undefined {
  const { step, timeZone, closed } = series;
  if (!isSubDaily(step)) return undefined;
  const slotsInDay = DAY_SECONDS / step.count;
  const isOpen = new Uint8Array(7 * slotsInDay).fill(1);
  const slots = weekSlots(intervalStarts(series), timeZone, isOpen.length);
  for (let i = 0; i < slots.length; i++) isOpen[slots[i]] = closed[i] === 1 ? 0 : 1;
  const texts = WEEKDAYS.map((_, day) => {
    const sundayFirst = (day + 1) % 7;
    return timesOfDay(isOpen.subarray(sundayFirst * slotsInDay, (sundayFirst + 1) * slotsInDay), step.count);
  });
  return texts.every((text) => text === '' || text === ALL_DAY) ? undefined : joinedDays(texts);
}

const ALL_DAY = '00:00-24:00';

/** `08:00-12:00 and 13:00-17:00`; empty where it is closed all day. */
function timesOfDay(isOpen: Uint8Array, stepSeconds: number): string {
  const times: string[] = [];
  for (let from = isOpen.indexOf(1); from !== -1; ) {
    const closing = isOpen.indexOf(0, from);
    const end = closing === -1 ? isOpen.length : closing;
    times.push(`${clock(from * stepSeconds)}-${clock(end * stepSeconds)}`);
    from = isOpen.indexOf(1, end);
  }
  return times.join(' and ');
}

const clock = (seconds: number): string =>
  [seconds / 3600, (seconds % 3600) / 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');

/** Weekdays in a row that are alike are told as one. */
function joinedDays(texts: readonly string[]): string {
  const parts: string[] = [];
  for (let first = 0; first < texts.length; ) {
    let end = first + 1;
    while (texts[end] === texts[first]) end++;
    const days = end - first === 1 ? WEEKDAYS[first] : `${WEEKDAYS[first]}-${WEEKDAYS[end - 1]}`;
    if (texts[first] !== '') parts.push(`${days} ${texts[first]}`);
    first = end;
  }
  return parts.join(', ');
}
