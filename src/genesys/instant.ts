import * as z from 'zod/mini';
import type { EpochSeconds } from '../series/time-zone.ts';

/** A date-time of the API with any offset, as an instant. */
export const instant = z.pipe(
  z.iso.datetime({ offset: true }),
  z.transform((text): EpochSeconds => Date.parse(text) / 1000),
);
