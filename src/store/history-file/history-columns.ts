import { type Failure, usageFailure } from '../../errors.ts';
import { nearestName } from '../../nearest-name.ts';
import type { SeriesDimension, VolumeMetric } from '../../series/records.ts';

const ROLES = ['time', 'value', 'key'] as const;

/** Columns that the user named; the rest is found by the usual names. `key` is the one that tells series apart. */
export type ColumnChoice = { readonly [role in (typeof ROLES)[number]]?: string };

/** What of a file is wanted, as far as its columns are concerned. */
export interface ColumnQuestion {
  readonly columns: ColumnChoice;
  readonly metric: VolumeMetric;
  /** What is kept apart; the rest is summed. A chosen key column keeps its values apart as queues. */
  readonly by: readonly SeriesDimension[];
}

/** Where in a record each part of the history stands. */
export interface HistoryColumns {
  readonly time: number;
  readonly value: number;
  readonly queueId?: number;
  readonly queueName?: number;
  readonly mediaType?: number;
  /** All columns in which rows of the same time may differ. */
  readonly keys: readonly number[];
  /** The value columns of the usual names in the header; the first one is read. */
  readonly valueNames: readonly string[];
}

const TIME_NAMES = ['interval_start', 'ds', 'date', 'timestamp'];
const QUEUE_ID_NAMES = ['queue_id', 'id'];
const VALUE_NAMES: Record<VolumeMetric, readonly string[]> = {
  offered: ['offered', 'y', 'volume', 'contact_count'],
  answered: ['answered'],
  abandoned: ['abandoned'],
  handleSeconds: ['handle_seconds'],
};

/** Reads `time=...,value=...,key=...`, each role at most once. Fails with exit code 2. */
export function parseColumns(text: string): ColumnChoice {
  const choice = new Map<string, string>();
  for (const part of text.split(',')) {
    const [name = '', ...rest] = part.split('=');
    const role = ROLES.find((known) => known === name.trim().toLowerCase());
    const column = rest.join('=').trim();
    if (role === undefined || column === '' || choice.has(role)) throw notColumns(text);
    choice.set(role, column);
  }
  return Object.fromEntries(choice);
}

function notColumns(text: string): Failure {
  return usageFailure(
    `--columns ${text} cannot be read`,
    'name each role at most once: --columns time=<column>,value=<column>,key=<column>',
  );
}

/** Finds the columns in a header, regardless of case. Fails with exit code 2, saying what there is and what is expected. */
export function findColumns(header: readonly string[], { columns, metric, by }: ColumnQuestion): HistoryColumns {
  const queueId = columns.key === undefined ? columnNamed(header, QUEUE_ID_NAMES) : chosen(header, columns.key);
  const queueName = columns.key === undefined ? columnNamed(header, ['queue_name']) : undefined;
  const mediaType = columnNamed(header, ['media_type']);
  if (by.includes('queue')) required(header, queueId ?? queueName, ['queue_id', 'queue_name', 'id'], 'key');
  if (by.includes('media')) required(header, mediaType, ['media_type']);
  const time = columns.time === undefined ? columnNamed(header, TIME_NAMES) : chosen(header, columns.time);
  const valueNames = VALUE_NAMES[metric].filter((name) => columnNamed(header, [name]) !== undefined);
  const value = columns.value === undefined ? columnNamed(header, valueNames) : chosen(header, columns.value);
  const ids = QUEUE_ID_NAMES.map((name) => columnNamed(header, [name]));
  return {
    time: required(header, time, TIME_NAMES, 'time'),
    value: required(header, value, VALUE_NAMES[metric], 'value'),
    ...(queueId === undefined ? {} : { queueId }),
    ...(queueName === undefined ? {} : { queueName }),
    ...(mediaType === undefined ? {} : { mediaType }),
    keys: [...new Set([queueId, ...ids, queueName, mediaType])].filter((key) => key !== undefined),
    valueNames: columns.value === undefined ? valueNames : [columns.value],
  };
}

/** The position of the first of `names` that the header has. A header that has it twice does not say which is meant. */
function columnNamed(header: readonly string[], names: readonly string[]): number | undefined {
  const lower = header.map((name) => name.toLowerCase());
  const name = names.find((candidate) => lower.includes(candidate.toLowerCase()))?.toLowerCase();
  if (name === undefined) return undefined;
  const position = lower.indexOf(name);
  if (lower.lastIndexOf(name) === position) return position;
  throw usageFailure(`the history file has two columns ${name}`, 'rename one of them');
}

function chosen(header: readonly string[], name: string): number {
  const position = columnNamed(header, [name]);
  if (position !== undefined) return position;
  const nearest = nearestName(name, header);
  throw usageFailure(
    `the history file has no column ${name}; it has ${listOf(header)}`,
    nearest === undefined ? 'name one of these columns' : `did you mean ${nearest}?`,
  );
}

function required(
  header: readonly string[],
  found: number | undefined,
  usual: readonly string[],
  role?: string,
): number {
  if (found !== undefined) return found;
  const nearest = usual.map((name) => nearestName(name, header)).find((name) => name !== undefined);
  const choose = role === undefined ? 'rename the column' : `name it: --columns ${role}=${nearest ?? '<column>'}`;
  throw usageFailure(
    `the history file has no column ${usual.join(' or ')}; its first line has ${listOf(header)}`,
    nearest === undefined ? choose : `did you mean ${nearest}? Then ${choose}`,
  );
}

/** Header names for a message; a file without a header can have a long first line. */
function listOf(header: readonly string[]): string {
  const text = header.join(', ');
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
