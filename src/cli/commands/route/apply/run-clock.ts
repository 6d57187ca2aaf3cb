import type { EpochSeconds } from '../../../../series/time-zone.ts';
import type { World } from '../../../world.ts';
import type { GlobalOptions } from '../../global-options.ts';

/** The time of this run: the machine's, or what goes on from `--as-of`. Whole seconds. */
export function runClock({ asOf }: GlobalOptions, { nowMs }: World): () => EpochSeconds {
  const startMs = nowMs();
  const start = asOf ?? startMs / 1000;
  return () => Math.floor(start + (nowMs() - startMs) / 1000);
}
