import { ATTRIBUTES, type Attribute } from '../series/activity.ts';

/** Groupings by time, in the time zone of the report. */
const TIME_DIMENSIONS = ['hour', 'day', 'week', 'weekday'] as const;

export type TimeDimension = (typeof TIME_DIMENSIONS)[number];

/** What rows can be grouped by. */
export const DIMENSIONS = [...ATTRIBUTES, ...TIME_DIMENSIONS] as const;

export type Dimension = Attribute | TimeDimension;

export const isTimeDimension = (dimension: Dimension): dimension is TimeDimension =>
  TIME_DIMENSIONS.some((name) => name === dimension);

export const isAttribute = (name: string): name is Attribute => ATTRIBUTES.some((attribute) => attribute === name);
