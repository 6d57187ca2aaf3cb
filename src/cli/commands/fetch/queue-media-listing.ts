import { type Cell, csvText } from '../../../export/csv.ts';
import { fileFormat } from '../../../export/file-format.ts';
import type { QueueMediaRow } from '../../../genesys/contact-centre.ts';
import { colorsFor } from '../../terminal/colors.ts';
import { renderTable } from '../../terminal/table.ts';
import type { World } from '../../world.ts';
import { writeOutput } from '../write-output.ts';
import type { FetchOptions } from './options.ts';

const COLUMNS = ['queue_id', 'queue_name', 'media_type', 'conversations', 'average_handle_seconds'] as const;

/** Writes rows of queues and media types over a whole range to the file of the options, and returns the text for stdout. */
export async function listQueueMedia(
  rows: readonly QueueMediaRow[],
  options: FetchOptions,
  world: World,
): Promise<string> {
  const lines = linesOf(rows);
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
  const cells = lines.map(([id, name, ...rest]) => [name ?? id, ...rest]);
  const written = options.output === undefined ? '' : `\nwritten: ${options.output}\n`;
  return `${lines.length === 0 ? 'no contacts\n' : renderTable(columns, cells, { colors })}${written}`;
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
