import { charactersOf, lineKey } from './line-key.ts';

/** A sorted stretch of lines, block by block, as it comes from where it was spilled to. Blocks hold whole lines. */
export type SortedRun = Iterable<readonly string[]>;

interface Cursor {
  readonly blocks: Iterator<readonly string[]>;
  /** Of equal lines those of an earlier run come first. */
  readonly run: number;
  block: readonly string[];
  index: number;
  line: string;
  /** Of the line: decides most comparisons. */
  key: number;
}

/** Lines that are yielded at a time. */
const BLOCK_LINES = 1024;

/** As many as a double holds without loss. */
const KEY_CHARACTERS = charactersOf(53);

/**
 * All lines of sorted runs in their order (by UTF-16 code units), block by block: a k-way merge by a binary heap of the runs'
 * first lines, so that a line costs about log2(k) comparisons and only one block of each run is in memory. `alike` characters
 * at least begin all lines alike.
 */
export function* mergeRuns(runs: readonly SortedRun[], alike = 0): Generator<readonly string[]> {
  const heap: Cursor[] = [];
  for (const [run, blocks] of runs.entries()) {
    const cursor = { blocks: blocks[Symbol.iterator](), run, block: [], index: -1, line: '', key: 0 };
    if (advance(cursor, alike)) heap.push(cursor);
  }
  heap.sort((a, b) => (isBefore(a, b) ? -1 : 1));
  let merged: string[] = [];
  while (heap.length > 0) {
    merged.push(heap[0].line);
    if (merged.length === BLOCK_LINES) {
      yield merged;
      merged = [];
    }
    const isSpent = !advance(heap[0], alike);
    const last = isSpent ? heap.pop() : undefined;
    if (last !== undefined && heap.length > 0) heap[0] = last;
    siftDown(heap);
  }
  if (merged.length > 0) yield merged;
}

/** Goes on to the next line; false where there is none. */
function advance(cursor: Cursor, alike: number): boolean {
  while (++cursor.index >= cursor.block.length) {
    const { done, value } = cursor.blocks.next();
    if (done === true) return false;
    cursor.block = value;
    cursor.index = -1;
  }
  cursor.line = cursor.block[cursor.index];
  cursor.key = lineKey(cursor.line, alike, KEY_CHARACTERS);
  return true;
}

function isBefore(a: Cursor, b: Cursor): boolean {
  if (a.key !== b.key) return a.key < b.key;
  return a.line < b.line || (a.line === b.line && a.run < b.run);
}

/** Puts the changed head of the heap into its place. */
function siftDown(heap: Cursor[]): void {
  if (heap.length === 0) return;
  const moving = heap[0];
  let hole = 0;
  for (let child = 1; child < heap.length; child = 2 * hole + 1) {
    if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
    if (!isBefore(heap[child], moving)) break;
    heap[hole] = heap[child];
    hole = child;
  }
  heap[hole] = moving;
}
