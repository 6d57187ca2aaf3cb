import { createHash } from 'node:crypto';
import { extname, join, resolve } from 'node:path';
import { usageFailure } from '../../../errors.ts';
import { PART_FORECAST, PART_SUCCESS, partName, type SuccessMark, writePart } from '../../../export/forecast-parts.ts';
import { jsonText } from '../../../export/json.ts';
import { isoInstant } from '../../../series/iso-instant.ts';
import { version } from '../../version.ts';
import type { World } from '../../world.ts';
import { documentOf, type ForecastOutput } from './forecast-output.ts';
import type { History } from './history.ts';
import type { ForecastOptions } from './options.ts';
import { readShard, shardOf } from './shard.ts';

/** One share of the series, as a part in the folder that `--output` names. Fails with exit code 2 for options that do not fit. */
export function shardOutput(text: string, options: ForecastOptions, world: World): ForecastOutput {
  const { index, of } = readShard(text, world.env);
  requireSharedMoment(options);
  requireFolder(options);
  return (history) => {
    const made = madeFrom(history, options);
    return {
      series: history.series.filter(({ key }) => shardOf(key, of) === index),
      write: async (forecasts) => {
        const document = documentOf(history, forecasts, options);
        const folder = resolve(world.cwd, options.output);
        const mark = await writePart(folder, { shard: index, of, made }, document, world.signal);
        for (const name of [PART_FORECAST, PART_SUCCESS])
          world.notes.outputs.add(join(folder, partName(index, of), name));
        return options.json === true ? jsonText(mark) : `${shardText(mark)}written: ${partPath(mark, options)}\n`;
      },
    };
  };
}

function requireSharedMoment({ asOf, replay }: ForecastOptions): void {
  if (asOf !== undefined || replay !== undefined) return;
  throw usageFailure(
    '--shard needs --as-of: all shards must forecast from the same moment',
    'give every shard the same instant, for example --as-of 2026-01-05T06:00:00Z',
  );
}

function requireFolder({ output }: ForecastOptions): void {
  if (output !== '-' && !['.csv', '.json'].includes(extname(output).toLowerCase())) return;
  throw usageFailure(
    `with --shard, --output names a folder, not ${output === '-' ? 'stdout' : `a file: ${output}`}`,
    'give all shards the same folder, for example --output parts',
  );
}

const shardText = ({ shard, of, series, failed, rows }: SuccessMark): string =>
  `Shard ${shard} of ${of}: ${series} series forecast, ${failed} not, ${rows} rows\n\n`;

const partPath = ({ shard, of }: SuccessMark, { output }: ForecastOptions): string => join(output, partName(shard, of));

/** Where a run happens and how it is told of. Everything else shapes its numbers, and must be the same for all shards. */
const NOT_OF_THE_RESULT = new Set([
  ...['output', 'html', 'log', 'jobs', 'shard', 'asOf', 'timeZone'],
  ...['json', 'quiet', 'verbose', 'logFormat', 'color', 'progress', 'notify', 'metricsFile'],
  ...['history', 'fetch', 'home', 'envFile', 'caFile', 'profile', 'record', 'replay'],
]);

/** What all shards of a run have in common. To be taken before the series are forecast, which consumes them. */
function madeFrom(history: History, options: ForecastOptions): SuccessMark['made'] {
  return {
    version,
    asOf: isoInstant(history.asOf),
    timeZone: history.timeZone,
    history: historyDigest(history),
    ...Object.fromEntries(Object.entries(options).filter(([name]) => !NOT_OF_THE_RESULT.has(name))),
  };
}

function historyDigest({ series, askedFrom }: History): string {
  const hash = createHash('sha256').update(JSON.stringify([askedFrom]));
  for (const { key, series: one, handling } of series) {
    const { start, step, values } = one;
    hash.update(JSON.stringify([key, start, step.iso, values.length]));
    for (const numbers of [values, ...Object.values(handling ?? {})]) hash.update(bytesOf(numbers));
  }
  return `sha256:${hash.digest('hex')}`;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
