import { Failure, usageFailure } from '../../../errors.ts';
import { type Cell, csvText } from '../../../export/csv.ts';
import { fileFormat } from '../../../export/file-format.ts';
import { nestedPartitions, type QueueMediaRow, queueMediaRows } from '../../../genesys/summary/nested-partitions.ts';
import { readText } from '../../../store/bounded-input.ts';
import { colorsFor } from '../../terminal/colors.ts';
import { renderTable } from '../../terminal/table.ts';
import type { World } from '../../world.ts';
import { inputPath } from '../input-path.ts';
import { writeOutput } from '../write-output.ts';
import type { FetchOptions } from './options.ts';

const COLUMNS = ['queue_id', 'queue_name', 'media_type', 'conversations', 'average_handle_seconds'] as const;

/**
 * `gcforecast fetch --from-json`: lists a saved answer that nests media types in queues. It has no intervals, so nothing of it
 * enters the local history. Returns the text for stdout.
 */
export async function listSavedAnswer(source: string, options: FetchOptions, world: World): Promise<string> {
  const lines = linesOf(queueMediaRows(await savedAnswer(source, world)));
  if (options.output !== undefined) {
    const format = fileFormat(options.output, ['csv', 'json', 'jsonl']);
    const text = format === 'csv' ? csvText(COLUMNS, lines) : lines.map(jsonLine).join('');
    await writeOutput(options.output, text, world);
  }
  if (options.json === true) {
    const document = {
      schema: 'gcforecast/fetch@1',
      totals: lines.map(objectOf),
      files: options.output ? [options.output] : [],
    };
    return `${JSON.stringify(document, null, 2)}\n`;
  }
  const colors = colorsFor({ noColorFlag: !options.color, env: world.env, isTTY: world.stdout.isTTY === true });
  const columns = [
    { heading: 'queue' },
    { heading: 'media' },
    { heading: 'conversations', digits: 0 },
    { heading: 'handle time s', digits: 1 },
  ];
  const rows = lines.map(([id, name, ...rest]) => [name ?? id, ...rest]);
  const written = options.output === undefined ? '' : `\nwritten: ${options.output}\n`;
  return `${lines.length === 0 ? 'no contacts\n' : renderTable(columns, rows, { colors })}${written}`;
}

async function savedAnswer(source: string, world: World) {
  const text = await readText(inputPath(source, world), world.stdin);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw usageFailure(`${source} is not JSON`, 'give the answer as it was saved', error);
  }
  const answer = nestedPartitions.safeParse(content);
  if (answer.success) return answer.data;
  throw new Failure(`${source} is no answer with nested partitions: ${answer.error.issues[0]?.path.join('.')}`, {
    code: 'GCF-ANSWER',
    exitCode: 6,
    hint: 'it must hold `partitions` of queues, each with `entityId`, `partitions` of media types and `metrics`',
    cause: answer.error,
  });
}

/** What is not known stays empty. How many contacts stand behind an average is not known either, so nothing is averaged again. */
function linesOf(rows: readonly QueueMediaRow[]): Cell[][] {
  if (rows.length === 0) return [];
  const counts = rows.map(({ conversations }) => conversations);
  const all = counts.every((count) => count !== undefined) ? counts.reduce((sum, count) => sum + count, 0) : undefined;
  return [
    ...rows.map((row) => [
      row.queueId,
      row.queueName,
      row.mediaType ?? 'All',
      row.conversations,
      row.averageHandleSeconds,
    ]),
    [undefined, 'All', 'All', all, undefined],
  ];
}

const objectOf = (line: readonly Cell[]) => Object.fromEntries(COLUMNS.map((name, i) => [name, line[i] ?? null]));

const jsonLine = (line: readonly Cell[]): string => `${JSON.stringify(objectOf(line))}\n`;
