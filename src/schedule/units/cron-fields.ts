import { usageFailure } from '../../errors.ts';

/** The five fields of a cron expression, each as the numbers that it names, ascending; undefined stands for a star. */
export interface CronFields {
  readonly minutes: readonly number[] | undefined;
  readonly hours: readonly number[] | undefined;
  readonly daysOfMonth: readonly number[] | undefined;
  readonly months: readonly number[] | undefined;
  /** 0 is Sunday. */
  readonly weekdays: readonly number[] | undefined;
}

/**
 * Reads an expression of what every cron knows (POSIX crontab, with steps and names). Fails with exit code 2 for more than that, since other
 * schedulers would refuse it or take it for something else.
 */
export function cronFields(expression: string): CronFields {
  const text = NICKNAMES[expression.trim().toLowerCase()] ?? expression.trim();
  const fields = text.split(/\s+/);
  if (fields.length !== 5) throw notEverywhere(expression, 'it has seconds');
  const [minutes, hours, daysOfMonth, months, weekdays] = RANGES.map(([least, most, names], i) =>
    numbersOf(fields[i] ?? '', least, most, names, expression),
  );
  return {
    minutes,
    hours,
    daysOfMonth,
    months,
    weekdays: weekdays && [...new Set(weekdays.map((day) => day % 7))].sort(),
  };
}

const NICKNAMES: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const RANGES: readonly (readonly [least: number, most: number, names: readonly string[]])[] = [
  [0, 59, []],
  [0, 23, []],
  [1, 31, []],
  [1, 12, MONTHS],
  [0, 7, WEEKDAYS],
];

function numbersOf(
  field: string,
  least: number,
  most: number,
  names: readonly string[],
  expression: string,
): readonly number[] | undefined {
  if (field === '*') return undefined;
  const numberOf = (word: string): number => {
    const named = names.indexOf(word.toLowerCase());
    return named === -1 ? Number(word) : named + (least === 1 ? 1 : 0);
  };
  const numbers = new Set<number>();
  for (const part of field.split(',')) {
    const [, star, from = '', to, step] = /^(?:(\*)|([a-z]{3}|\d+)(?:-([a-z]{3}|\d+))?)(?:\/(\d+))?$/i.exec(part) ?? [];
    const first = star === undefined ? numberOf(from) : least;
    const alone = step === undefined ? first : most;
    const last = star === undefined ? (to === undefined ? alone : numberOf(to)) : most;
    if (!(first >= least && last >= first && last <= most) || from + (star ?? '') === '') {
      throw notEverywhere(expression, `'${part}' is not a number, range, list or step`);
    }
    for (let one = first; one <= last; one += Number(step ?? 1)) numbers.add(one);
  }
  return [...numbers].sort((a, b) => a - b);
}

const notEverywhere = (expression: string, why: string) =>
  usageFailure(
    `'${expression}' is more than other schedulers understand: ${why}`,
    'write five fields of numbers, ranges, lists and steps, or run gcforecast schedule itself',
  );
