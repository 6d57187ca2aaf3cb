import type { VolumeMetric } from '../series/records.ts';

/** What is forecast, as the command line and the documents name it. */
export const METRIC_NAMES: Readonly<Record<VolumeMetric, string>> = {
  offered: 'offered',
  answered: 'answered',
  abandoned: 'abandoned',
  handleSeconds: 'handle_seconds',
};
