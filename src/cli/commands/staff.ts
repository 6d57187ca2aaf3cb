import { resolve } from 'node:path';
import { fileFormat } from '../../export/file-format.ts';
import { jsonText } from '../../export/json.ts';
import { staffingCsv } from '../../export/staffing-csv.ts';
import { staffingDocument } from '../../export/staffing-json.ts';
import { writeFile } from '../../export/write-file.ts';
import type { World } from '../world.ts';
import type { StaffOptions } from './staff/options.ts';
import { staffingText } from './staff/print-staffing.ts';
import { requireOneQuestion, staffingOf } from './staff/staffing.ts';
import { workloadOf } from './staff/workload.ts';
import { withReporting } from './with-reporting.ts';

/** `gcforecast staff`: a forecast or plain numbers, the agents of each interval, a file. Returns the exit code. */
export async function staff(options: StaffOptions, world: World): Promise<number> {
  requireOneQuestion(options);
  const { output } = options;
  const format = output === undefined ? undefined : fileFormat(output, ['csv', 'json']);
  const { result, timeZone } = await withReporting(options, world, async (config, { log }) => {
    const workload = await workloadOf(options, world);
    for (const warning of workload.warnings) log.warn({}, warning);
    return { result: staffingOf(workload, options), timeZone: workload.timeZone ?? config.timeZone };
  });
  const json = () => jsonText(staffingDocument(result));
  if (output !== undefined) {
    const text = format === 'csv' ? staffingCsv(result) : json();
    await writeFile(resolve(world.cwd, output), text, world.signal);
  }
  const written = output === undefined ? '' : `\nwritten: ${output}\n`;
  world.stdout.write(options.json === true ? json() : `${staffingText(result, timeZone, options, world)}${written}`);
  return 0;
}
