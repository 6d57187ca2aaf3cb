/** How often a wrap-up code was given. */
interface CodeCount {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

/** One cell: undefined where a value is not known. */
export type ReportCell = string | number | undefined | readonly CodeCount[];

/** A report to write: named columns, and rows that can be read as often as there are formats. */
export interface ReportTable {
  readonly title: string;
  /** What the rows speak of, in words. */
  readonly subtitle: string;
  /** Facts for the document, `period` among them. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly columns: readonly {
    readonly name: string;
    readonly kind: 'word' | 'instant' | 'count' | 'number' | 'wrapups';
  }[];
  rows(): Iterable<readonly ReportCell[]>;
  readonly rowCount: number;
}

/** Rows that are turned into text at a time. */
const CHUNK_ROWS = 2000;

/** Rows in chunks; between them the program hears signals. */
export async function* rowChunks(table: ReportTable): AsyncGenerator<readonly (readonly ReportCell[])[]> {
  let chunk: (readonly ReportCell[])[] = [];
  for (const row of table.rows()) {
    chunk.push(row);
    if (chunk.length < CHUNK_ROWS) continue;
    yield chunk;
    chunk = [];
    await new Promise((heard) => setImmediate(heard));
  }
  if (chunk.length > 0) yield chunk;
}

/** A cell as one text or number: wrap-up codes with their counts, the most frequent first. */
export const flatCell = (cell: ReportCell): string | number | undefined =>
  typeof cell === 'object' ? cell.map(({ name, count }) => `${name}: ${count}`).join('; ') : cell;
