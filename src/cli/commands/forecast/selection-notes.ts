import { addSteps, isSubDaily } from '../../../series/calendar-step.ts';
import { localTime } from '../../../series/iso-instant.ts';
import type { ModelSelection } from '../../../series/model-selection.ts';
import type { Series } from '../../../series/series.ts';

/** What a reader should know of how a forecast was made: a stand-in, and what was left out, each once. */
export function selectionNotes(history: Series, selection: ModelSelection | undefined): string[] {
  return selection === undefined ? [] : [...standInNote(selection), ...leftOutNotes(history, selection)];
}

function leftOutNotes({ start, step, timeZone }: Series, { leftOut }: ModelSelection): string[] {
  const at = (interval: number): string => localTime(timeZone, addSteps(start, step, timeZone, interval));
  return leftOut.map(({ interval, length, kind, value, usual }) => {
    const when = isSubDaily(step) ? `${at(interval)} to ${at(interval + length)}` : at(interval);
    const looksLike = { outage: 'an outage', flood: 'a flood', partial: 'a day known in part' }[kind];
    const use = isSubDaily(step) ? 'not learned from' : 'hardly learned from';
    return `${when} looks like ${looksLike}, ${Math.round(value)} where ${Math.round(usual)} are usual: ${use} (--no-clean does)`;
  });
}

/** Says why a simpler model than usual stands in. */
function standInNote(selection: ModelSelection): string[] {
  if (selection.innerFolds > 0) return [];
  const [{ model }] = selection.chosen;
  const [passedOver] = selection.rejected;
  return [
    `the forecast was compared with no earlier one, so its bounds are wide: ${model} was taken` +
      (passedOver === undefined ? '' : `, since of ${passedOver.model}: ${passedOver.reason}`),
  ];
}
