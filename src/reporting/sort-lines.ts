/** A double holds whole numbers of 53 bits: the place of a line, and above it as many characters of seven bits as fit. */
const NUMBER_BITS = 53;
const CHARACTER_BITS = 7;
const HIGHEST_CHARACTER = 2 ** CHARACTER_BITS - 1;

/** Up to here, putting lines into their place one by one is quicker than any other way. */
const FEW_LINES = 24;

/**
 * The lines sorted by UTF-16 code units. The characters that follow what all lines begin with become numbers, which sort
 * several times faster than words; only lines with equal numbers are compared as words.
 */
export function sortLines(lines: readonly string[]): string[] {
  const count = lines.length;
  if (count <= FEW_LINES) return insertionSorted([...lines]);
  const placeBits = Math.ceil(Math.log2(count));
  const characters = Math.floor((NUMBER_BITS - placeBits) / CHARACTER_BITS);
  const places = 2 ** placeBits;
  const skipped = commonPrefixLength(lines);
  const numbers = new Float64Array(count);
  for (let place = 0; place < count; place++)
    numbers[place] = keyOf(lines[place], skipped, characters) * places + place;
  numbers.sort();
  const sorted: string[] = new Array(count);
  for (let from = 0; from < count; ) {
    const next = (Math.floor(numbers[from] / places) + 1) * places;
    const equal: string[] = [];
    for (let i = from; i < count && numbers[i] < next; i++) equal.push(lines[numbers[i] % places]);
    for (const line of equal.length <= FEW_LINES ? insertionSorted(equal) : equal.sort()) sorted[from++] = line;
  }
  return sorted;
}

/** A character beyond seven bits counts as the highest of them, and so does a line's end as the lowest. */
function keyOf(line: string, skipped: number, characters: number): number {
  let key = 0;
  for (let i = skipped; i < skipped + characters; i++) {
    key = key * (HIGHEST_CHARACTER + 1) + (i < line.length ? Math.min(HIGHEST_CHARACTER, line.charCodeAt(i)) : 0);
  }
  return key;
}

function commonPrefixLength(lines: readonly string[]): number {
  const [first] = lines;
  let length = first.length;
  for (let i = 1; i < lines.length && length > 0; i++) {
    const line = lines[i];
    let same = 0;
    while (same < length && line.charCodeAt(same) === first.charCodeAt(same)) same++;
    length = same;
  }
  return length;
}

function insertionSorted(lines: string[]): string[] {
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i];
    let hole = i;
    for (; hole > 0 && lines[hole - 1] > line; hole--) lines[hole] = lines[hole - 1];
    lines[hole] = line;
  }
  return lines;
}
