import type { Config } from '../../../config/read-config.ts';
import { Failure } from '../../../errors.ts';
import { openMetrics } from '../../../export/open-metrics.ts';
import type { RunRecord } from '../../../export/run-record.ts';
import { writeFile } from '../../../export/write-file.ts';
import type { World } from '../../world.ts';

/** Writes the metrics file and posts the notice of a run, as far as they are configured. What fails is told as a warning. */
export async function tellOthers(
  record: RunRecord,
  attempt: number,
  { metricsFile, notify, caFile }: Config,
  world: World,
): Promise<void> {
  if (metricsFile !== undefined) {
    await warned('the metrics could not be written', world, () =>
      writeFile(metricsFile, openMetrics(record, attempt - 1)),
    );
  }
  if (notify !== undefined) {
    const { postNotice } = await import('./post-notice.ts');
    await warned('the notice could not be sent', world, () => postNotice(notify, record, attempt, caFile, world));
  }
}

async function warned(what: string, world: World, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    world.stderr.write(`warning: ${what}: ${error.message}\n`);
  }
}
