import { existsSync } from 'node:fs';
import type { Config } from '../config/read-config.ts';
import type { World } from './world.ts';

/** Whether runs leave records in this home. No folder is made just for them: a home that nobody named and nothing has used stays as it is. */
export const keepsRecords = ({ home, origins }: Config): boolean => origins.home !== 'default' || existsSync(home);

/** Whether the run that has ended is to be recorded, or told to anybody; what does that is loaded only then. */
export function isRecordWanted({ notes, handToScheduler }: World): boolean {
  const { command, config, isRecorded } = notes;
  if (!isRecorded || command === undefined) return false;
  // A command without settings: they are yet to be read.
  if (config === undefined || handToScheduler !== undefined) return true;
  return config.notify !== undefined || config.metricsFile !== undefined || keepsRecords(config);
}
