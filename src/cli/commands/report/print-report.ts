import type { ReportFile } from '../../../export/report-file.ts';
import { reportJson } from '../../../export/report-json.ts';
import { flatCell } from '../../../export/report-table.ts';
import { renderTable } from '../../terminal/table.ts';
import { tableLook } from '../../terminal/table-look.ts';
import type { World } from '../../world.ts';
import type { ReportOptions } from './options.ts';
import type { WarnedTable } from './report-table.ts';
import type { ReportPlace } from './write-report.ts';

/** A report that lies in files. */
export interface WrittenReport {
  readonly table: WarnedTable;
  readonly files: readonly ReportFile[];
  readonly place: ReportPlace;
}

// Beyond this many rows a table is no overview.
const ROWS_SHOWN = 30;

/** The result on stdout: the document of `--json`, or the first rows and the files. */
export async function printReport(written: WrittenReport, options: ReportOptions, world: World): Promise<void> {
  const files = written.files.map((file) => ({ ...file, path: `${written.place.directory}/${file.path}` }));
  if (options.json === true) {
    for await (const text of reportJson(written.table, files)) world.stdout.write(text);
    return;
  }
  world.stdout.write(overview(written.table, options, world));
  for (const { path, rows, bytes, url, expiresAt } of files) {
    world.stdout.write(`written: ${path} (${rows} rows, ${bytes} bytes)\n`);
    if (url !== undefined) world.stdout.write(`link until ${expiresAt}: ${url}\n`);
  }
}

function overview(table: WarnedTable, options: ReportOptions, world: World): string {
  const look = tableLook(world.stdout, options, world.env);
  const rows: (string | number | undefined)[][] = [];
  for (const row of table.rows()) {
    if (rows.push(row.map(flatCell)) === ROWS_SHOWN) break;
  }
  const columns = table.columns.map(({ name, kind }) => ({
    heading: name.replaceAll('_', ' '),
    ...(kind === 'count' ? { digits: 0 } : kind === 'number' ? { digits: 3 } : {}),
  }));
  const hidden = table.rowCount - rows.length;
  return [
    `${table.title}: ${table.subtitle}\n\n`,
    rows.length === 0 ? 'no contacts\n' : renderTable(columns, rows, look),
    hidden > 0 ? `... and ${hidden} more\n` : '',
    '\n',
  ].join('');
}
