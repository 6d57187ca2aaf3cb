import { escaped } from './html-text.ts';
import { flatCell, type ReportCell, type ReportTable, rowChunks } from './report-table.ts';

const STYLE = `body{font:14px/1.4 system-ui,sans-serif;margin:2rem;color:#222;background:#fff}
h1{font-size:1.3rem;margin:0}p{color:#666;margin:.2rem 0 1rem}
table{border-collapse:collapse}th,td{padding:.3rem .7rem;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}
th{position:sticky;top:0;background:#f5f5f5}.n{text-align:right;font-variant-numeric:tabular-nums}`;

/** A report as one HTML page without scripts and without anything from elsewhere, chunk by chunk. */
export async function* reportHtml(table: ReportTable): AsyncGenerator<string> {
  const classes = table.columns.map(({ kind }) => (kind === 'count' || kind === 'number' ? ' class="n"' : ''));
  const headings = table.columns.map(({ name }, index) => `<th scope="col"${classes[index]}>${escaped(name)}</th>`);
  yield [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
    `<meta name="viewport" content="width=device-width">\n<title>${escaped(table.title)}</title>\n`,
    `<style>\n${STYLE}\n</style>\n</head>\n<body>\n<h1>${escaped(table.title)}</h1>\n<p>${escaped(table.subtitle)}</p>\n`,
    `<table>\n<thead><tr>${headings.join('')}</tr></thead>\n<tbody>\n`,
  ].join('');
  for await (const chunk of rowChunks(table)) {
    yield chunk.map((row) => `<tr>${row.map((cell, index) => cellOf(cell, classes[index])).join('')}</tr>\n`).join('');
  }
  yield `</tbody>\n</table>\n${table.rowCount === 0 ? '<p>Nothing happened.</p>\n' : ''}</body>\n</html>\n`;
}

const cellOf = (cell: ReportCell, attributes: string | undefined): string =>
  `<td${attributes}>${escaped(shown(cell))}</td>`;

/** Three decimals are as many as anybody reads; the other formats have them all. */
function shown(cell: ReportCell): string {
  const flat = flatCell(cell);
  return typeof flat === 'number' ? String(Math.round(flat * 1000) / 1000) : (flat ?? '');
}
