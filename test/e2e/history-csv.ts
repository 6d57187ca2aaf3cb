const DAY_MS = 86_400_000;
/** A Monday. */
const FIRST_DAY_MS = Date.UTC(2025, 0, 6);

/** Lines `date,value` of so many days from Monday, 6 January 2025. */
export const dailyLines = (days: number, valueOn: (day: number) => number | string): string[] =>
  Array.from({ length: days }, (_, day) => `${isoDate(FIRST_DAY_MS + day * DAY_MS)},${valueOn(day)}`);

export const isoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export const csvOf = (lines: readonly string[], header = 'date,offered'): string =>
  `${[header, ...lines].join('\n')}\n`;

/** 110 on Mondays down to 104 on Sundays, for so many days. */
export const weekly = (days: number): string[] => dailyLines(days, weeklyValue);

export const weeklyValue = (day: number): number => 110 - (day % 7);
