import { cronFields } from '../../../src/schedule/units/cron-fields.ts';
import type { ScheduledCommand } from '../../../src/schedule/units/scheduled-command.ts';

/** A forecast at 02:00 in London, but for what a test says. */
export const scheduled = (other: Partial<Omit<ScheduledCommand, 'fields'>> = {}): ScheduledCommand => ({
  expression: '0 2 * * *',
  timeZone: 'Europe/London',
  argv: ['gcforecast', 'forecast', '--days', '30'],
  jitterSeconds: 0,
  missed: 'run',
  retry: { most: 2, firstPauseSeconds: 300 },
  shards: undefined,
  version: '1.2.3',
  ...other,
  fields: cronFields(other.expression ?? '0 2 * * *'),
});
