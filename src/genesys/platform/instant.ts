import * as z from 'zod/mini';
import type { EpochSeconds } from '../../series/time-zone.ts';

/** A date-time of the API with any offset, as an instant. */
export const instant = z.pipe(
  z.iso.datetime({ offset: true }),
  z.transform((text): EpochSeconds => Date.parse(text) / 1000),
);

/** Whether what began at `start` did not end earlier; what has no end goes on. */
export const isForward = (start: EpochSeconds, end: EpochSeconds | null | undefined): boolean =>
  end == null || end >= start;
