/**
 * The known name that a typist most likely meant by `wanted`, in its known spelling, or undefined when none is close.
 * Closeness is the Damerau-Levenshtein distance (optimal string alignment) without regard to case: up to one typing
 * error for every three characters. Among equally close names the earlier one in `known` wins.
 */
export function nearestName(wanted: string, known: readonly string[]): string | undefined {
  const typed = wanted.trim().toLowerCase();
  let nearest: string | undefined;
  let nearestDistance = Number.POSITIVE_INFINITY;
  for (const name of known) {
    const allowed = Math.floor(Math.max(typed.length, name.length) / 3);
    if (Math.abs(typed.length - name.length) > allowed) continue;
    const distance = typingDistance(typed, name.toLowerCase());
    if (distance <= allowed && distance < nearestDistance) {
      nearest = name;
      nearestDistance = distance;
    }
  }
  return nearest;
}

/** Insertions, deletions, substitutions and swaps of neighbours between two words, each counted as one. */
function typingDistance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      const swapped = row > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current[column] = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
        swapped ? at(beforePrevious, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, right.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;
