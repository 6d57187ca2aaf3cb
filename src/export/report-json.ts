import type { ReportFile } from './report-file.ts';
import { type ReportCell, type ReportTable, rowChunks } from './report-table.ts';

/**
 * The document `gcforecast/report@1`, chunk by chunk: the facts of the report, a row an object by column with null where a
 * value is not known, and, where they are given, the files that were written.
 */
export async function* reportJson(table: ReportTable, files?: readonly ReportFile[]): AsyncGenerator<string> {
  const head = JSON.stringify({ schema: 'gcforecast/report@1', ...table.facts }, null, 2);
  yield `${head.slice(0, -2)},\n  "rows": [`;
  let isFirst = true;
  for await (const chunk of rowChunks(table)) {
    yield `${isFirst ? '' : ','}\n    ${chunk.map((row) => JSON.stringify(objectOf(table, row))).join(',\n    ')}`;
    isFirst = false;
  }
  yield isFirst ? ']' : '\n  ]';
  if (files !== undefined) yield `,\n  "files": ${JSON.stringify(files, null, 2).replaceAll('\n', '\n  ')}`;
  yield '\n}\n';
}

const objectOf = ({ columns }: ReportTable, row: readonly ReportCell[]): object =>
  Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null]));
