import { Readable } from 'node:stream';
import { readText } from '../bounded-input.ts';
import { type HistoryFile, type HistoryQuestion, readHistoryFile } from './history-file.ts';

// As workforce tools and this program call what they expect, after the names that histories use.
const VALUE_NAMES = ['forecasted_volume', 'forecast', 'value'];

/**
 * Somebody else's forecast from a CSV file, or from `stdin` when `source` is `-`: read as a history is, whose value column may also
 * be named as forecasts name it. Fails as `readHistoryFile` does.
 */
export async function readForecastToCompare(
  source: string,
  question: HistoryQuestion,
  stdin: () => Readable,
): Promise<HistoryFile> {
  const text = await readText(source, stdin);
  const [firstLine = ''] = text.split(/\r?\n/, 1);
  const header = firstLine.split(/[,;\t]/).map((name) => name.trim().replaceAll('"', '').toLowerCase());
  const value = question.columns.value ?? VALUE_NAMES.find((name) => header.includes(name));
  const columns = value === undefined ? question.columns : { ...question.columns, value };
  return readHistoryFile('-', { ...question, columns }, () => Readable.from([Buffer.from(text)]));
}
