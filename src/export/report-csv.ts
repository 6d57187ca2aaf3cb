import { csvText } from './csv.ts';
import { flatCell, type ReportTable, rowChunks } from './report-table.ts';

/** A report as CSV, chunk by chunk: a header alone when it has no rows. Numbers are unrounded, what is not known is empty. */
export async function* reportCsv(table: ReportTable): AsyncGenerator<string> {
  yield csvText(
    table.columns.map(({ name }) => name),
    [],
  );
  for await (const chunk of rowChunks(table)) {
    yield csvText(
      undefined,
      chunk.map((row) => row.map(flatCell)),
    );
  }
}
