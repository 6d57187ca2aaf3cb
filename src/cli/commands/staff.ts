import type { Config } from '../../config/read-config.ts';
import { fileFormat } from '../../export/file-format.ts';
import { jsonText } from '../../export/json.ts';
import { staffingCsv } from '../../export/staffing-csv.ts';
import { staffingDocument } from '../../export/staffing-json.ts';
import type { World } from '../world.ts';
import type { Reporting } from './log.ts';
import { forecastToStaff } from './staff/forecast-to-staff.ts';
import type { StaffOptions } from './staff/options.ts';
import { patienceOf } from './staff/patience.ts';
import { staffingText } from './staff/print-staffing.ts';
import { requireOneQuestion } from './staff/require-one-question.ts';
import { staffingOf } from './staff/staffing.ts';
import { type Workload, workloadOfForecast, workloadOfVolume } from './staff/workload.ts';
import { withReporting } from './with-reporting.ts';
import { writeOutput } from './write-output.ts';

/** `gcforecast staff`: a forecast or plain numbers, the agents of each interval, a file. Returns the exit code. */
export async function staff(options: StaffOptions, world: World): Promise<number> {
  requireOneQuestion(options);
  const { output } = options;
  const format = output === undefined ? undefined : fileFormat(output, ['csv', 'json']);
  const { result, timeZone, finish } = await withReporting(options, world, async (config, reporting) => {
    const patience = await patienceOf(options, world);
    const { workload, timeZone, finish } = await workloadOf(options, config, world, reporting);
    for (const warning of workload.warnings) reporting.log.warn({}, warning);
    const result = staffingOf(workload, options, patience);
    if (options.simulate !== true) return { result, timeZone, finish };
    const { simulateStaffing } = await import('./staff/simulate-staffing.ts');
    return {
      result: await simulateStaffing(result, options, timeZone, world.signal, reporting.progress),
      timeZone,
      finish,
    };
  });
  world.signal.throwIfAborted();
  const json = () => jsonText(staffingDocument(result));
  if (output !== undefined) {
    const text = format === 'csv' ? staffingCsv(result) : json();
    await writeOutput(output, text, world);
  }
  await finish();
  const written = output === undefined ? '' : `\nwritten: ${output}\n`;
  world.stdout.write(options.json === true ? json() : `${staffingText(result, timeZone, options, world)}${written}`);
  return 0;
}

interface WorkToStaff {
  readonly workload: Workload;
  /** Whose clock the intervals are shown by. */
  readonly timeZone: string;
  finish(): Promise<void>;
}

async function workloadOf(
  options: StaffOptions,
  config: Config,
  world: World,
  reporting: Reporting,
): Promise<WorkToStaff> {
  const { volume } = options;
  if (volume !== undefined)
    return { workload: workloadOfVolume(volume, options), timeZone: config.timeZone, finish: async () => {} };
  const { forecast, finish } = await forecastToStaff(options, config, world, reporting);
  const timeZone = forecast.timeZone ?? config.timeZone;
  return { workload: workloadOfForecast(forecast, options, timeZone), timeZone, finish };
}
