import { isSubDaily } from './calendar-step.ts';
import { type ClosedTimes, closedOnWeekdays, neverClosed, weekSlots } from './closed-times.ts';
import { closedWeekdays } from './closed-weekdays.ts';
import { intervalStarts, type Series } from './series.ts';
import { DAY_SECONDS } from './time-zone.ts';

// Beyond this chance of an open time never seeing a contact, it is not taken for closed.
const CHANCE_OF_OPEN_TIME = 0.001;
const EDGE_SECONDS = 3600;
// Once is no rule.
const LEAST_WEEKS = 2;

/**
 * The times of the local week at which the history shows a centre closed: its closed weekdays, and below a day times without any contact
 * between hours with many. An open time would be about as busy as the least busy interval of the hour before or after it: it is
 * closed where the chance of no contact at such a rate (Poisson) is below 0.1 %, and it passed at least twice. So a night that grows quiet by and by stays open.
 */
export function learnedClosing(series: Series): ClosedTimes {
  const closed = closedOnWeekdays(series.step, closedWeekdays(series));
  return isSubDaily(series.step) ? withClosedHours(series, closed) : closed;
}

function withClosedHours(series: Series, closedDays: ClosedTimes): ClosedTimes {
  const { contacts, passed } = slotsOfWeek(series);
  const slots = contacts.length;
  const edge = Math.max(1, Math.round((EDGE_SECONDS * slots) / (7 * DAY_SECONDS)));
  const closed = closedDays.slice();
  const firstBusy = contacts.findIndex((many) => many > 0);
  for (let from = firstBusy + 1; firstBusy >= 0 && from < firstBusy + slots; from++) {
    if (contacts[from % slots] > 0) continue;
    let end = from;
    while (end < firstBusy + slots && !(contacts[end % slots] > 0)) end++;
    const least = Math.min(leastOf(contacts, from - edge, edge), leastOf(contacts, end, edge));
    if (Math.exp(-least) < CHANCE_OF_OPEN_TIME)
      for (let slot = from; slot < end; slot++) if (passed[slot % slots] >= LEAST_WEEKS) closed[slot % slots] = 1;
    from = end;
  }
  return closed;
}

/** How often each time of the local week passed in the history, and its contacts. Seconds say only that there was a contact: one is the least. */
function slotsOfWeek(series: Series): { readonly contacts: Float64Array; readonly passed: Uint32Array } {
  const contacts = new Float64Array(neverClosed(series.step).length);
  const passed = new Uint32Array(contacts.length);
  const slots = weekSlots(intervalStarts(series), series.timeZone, contacts.length);
  for (let i = 0; i < slots.length; i++) {
    const value = series.values[i];
    passed[slots[i]]++;
    // What is below 0 is no count, but something was there.
    if (!Number.isNaN(value))
      contacts[slots[i]] += series.unit === 'contacts' ? Math.abs(value) : Math.abs(Math.sign(value));
  }
  return { contacts, passed };
}

function leastOf(contacts: Float64Array, from: number, count: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let slot = from; slot < from + count; slot++)
    least = Math.min(least, contacts[(slot + contacts.length) % contacts.length]);
  return least;
}
