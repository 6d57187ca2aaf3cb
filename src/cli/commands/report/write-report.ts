import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { jsonText } from '../../../export/json.ts';
import { makeFolder } from '../../../export/make-folder.ts';
import { reportCsv } from '../../../export/report-csv.ts';
import { describeFile, type ReportFile } from '../../../export/report-file.ts';
import { reportHtml } from '../../../export/report-html.ts';
import { reportJson } from '../../../export/report-json.ts';
import { flatCell, type ReportTable, rowChunks } from '../../../export/report-table.ts';
import { type TableColumn, writeTable } from '../../../store/write-table.ts';
import type { World } from '../../world.ts';
import { writeOutput } from '../write-output.ts';

type ReportFormat = 'csv' | 'json' | 'html' | 'parquet';

/** Where the files of a report go: `<directory>/<name>.<format>`. */
export interface ReportPlace {
  readonly directory: string;
  readonly name: string;
  readonly formats: readonly ReportFormat[];
}

/**
 * Writes a report in every format, each aside and renamed, and last its manifest with rows, bytes and SHA-256 of each file.
 * While that is going on there is no manifest, so that files of two runs are never taken for one report.
 */
export async function writeReport(
  table: ReportTable,
  { directory, name, formats }: ReportPlace,
  world: World,
): Promise<ReportFile[]> {
  makeFolder(directory, '--output-dir');
  const manifest = join(directory, `${name}.manifest.json`);
  rmSync(manifest, { force: true });
  const files: ReportFile[] = [];
  for (const format of formats) {
    const path = join(directory, `${name}.${format}`);
    await writeFormat(path, format, table, world);
    files.push(await describeFile(path, table.rowCount));
  }
  await writeOutput(manifest, jsonText({ schema: 'gcforecast/report-manifest@1', ...table.facts, files }), world);
  return files;
}

const TEXTS = { csv: reportCsv, json: reportJson, html: reportHtml };

async function writeFormat(path: string, format: ReportFormat, table: ReportTable, world: World): Promise<void> {
  if (format !== 'parquet') return writeOutput(path, TEXTS[format](table), world);
  await writeTable(path, table.columns.map(tableColumn), flatRows(table), world.signal);
  world.notes.outputs.add(path);
}

const TYPES = { word: 'text', wrapups: 'text', instant: 'instant', count: 'whole', number: 'number' } as const;

const tableColumn = ({ name, kind }: ReportTable['columns'][number]): TableColumn => ({ name, type: TYPES[kind] });

async function* flatRows(table: ReportTable) {
  for await (const chunk of rowChunks(table)) yield chunk.map((row) => row.map(flatCell));
}
