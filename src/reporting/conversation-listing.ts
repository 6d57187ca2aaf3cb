import type { Conversation } from '../series/conversation.ts';
import { externalSort, type RunStore } from './external-sort.ts';
import type { ReportRow } from './report-row.ts';

/** Rows of conversations, which come in any order and are listed by time. */
export interface ConversationListing {
  add(conversation: Conversation, row: ReportRow): void;
  /** By start, of equal starts by id; may be read several times. */
  rows(): Iterable<ReportRow>;
}

/** Milliseconds from the year 0 on stay positive, so that words of the same width sort like instants. */
const EPOCH_SHIFT_MS = 62_167_219_200_000;
const INSTANT_WIDTH = 15;

/** A listing that spills to `store` while it does not fit into memory. */
export function conversationListing(store: RunStore, budgetCharacters?: number): ConversationListing {
  const sort = externalSort(store, budgetCharacters);
  return {
    add({ start, id }, row) {
      const instant = String(Math.round(start * 1000) + EPOCH_SHIFT_MS).padStart(INSTANT_WIDTH, '0');
      // A JSON text holds no line feed, nor a tabulator.
      const cells = JSON.stringify(row.map((value) => value ?? null));
      sort.add(`${instant} ${id}\t${cells}`);
    },
    *rows() {
      for (const block of sort.sorted()) for (const line of block) yield rowOf(line);
    },
  };
}

function rowOf(line: string): ReportRow {
  const cells: (string | number | null)[] = JSON.parse(line.slice(line.indexOf('\t') + 1));
  return cells.map((cell) => cell ?? undefined);
}
