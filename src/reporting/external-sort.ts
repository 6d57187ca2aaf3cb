import { commonLength } from './line-key.ts';
import { mergeRuns, type SortedRun } from './merge-runs.ts';
import { sortLines } from './sort-lines.ts';

/** A run that is kept outside of memory. */
interface KeptRun {
  /** The run from its start; may be read several times. */
  read(): SortedRun;
  /** Gives its room back. */
  discard(): void;
}

/** Where sorted runs go while they do not fit into memory. */
export interface RunStore {
  /** Keeps lines, none of which holds a line feed. */
  keep(run: SortedRun): KeptRun;
}

/** Lines that are taken in any order and given back in theirs. */
export interface ExternalSort {
  add(line: string): void;
  /** All lines so far, sorted by UTF-16 code units, block by block; may be read several times. */
  sorted(): SortedRun;
}

/** Characters of lines in memory, of which each takes about as much again for itself. */
const DEFAULT_BUDGET_CHARACTERS = 16 * 2 ** 20;
const LINE_OVERHEAD_CHARACTERS = 32;

/** Runs that are merged at a time: each has a block in memory and a file open. */
const WIDEST_MERGE = 128;

/**
 * An external merge sort (Knuth, The Art of Computer Programming, volume 3, section 5.4): lines are gathered until they exceed
 * the budget, sorted, and kept as a run; runs are merged when they are read. Where there are too many for one merge, they are
 * joined to a longer one.
 */
export function externalSort(store: RunStore, budgetCharacters = DEFAULT_BUDGET_CHARACTERS): ExternalSort {
  let kept: KeptRun[] = [];
  let lines: string[] = [];
  let characters = 0;
  let beginning: string | undefined;
  /** All lines between the least and the greatest begin with what these two begin with. */
  const noteBeginning = (sorted: readonly string[]): void => {
    const [least] = sorted;
    const greatest = sorted.at(-1);
    if (greatest === undefined) return;
    beginning = sharedBeginning(sharedBeginning(beginning ?? least, least), greatest);
  };
  const merged = (runs: readonly SortedRun[]) => mergeRuns(runs, beginning?.length);
  const spill = (): void => {
    const sorted = sortLines(lines);
    noteBeginning(sorted);
    kept.push(store.keep([sorted]));
    lines = [];
    characters = 0;
    if (kept.length < WIDEST_MERGE) return;
    const joined = store.keep(merged(kept.map((run) => run.read())));
    for (const run of kept) run.discard();
    kept = [joined];
  };
  return {
    add(line) {
      lines.push(line);
      characters += line.length + LINE_OVERHEAD_CHARACTERS;
      if (characters > budgetCharacters) spill();
    },
    sorted() {
      lines = sortLines(lines);
      if (kept.length === 0) return [lines];
      noteBeginning(lines);
      return merged([...kept.map((run) => run.read()), [lines]]);
    },
  };
}

const sharedBeginning = (one: string, other: string): string => one.slice(0, commonLength(one, other));
