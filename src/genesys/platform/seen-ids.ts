const WORDS = 4;
const LENGTH = 36;
/** Where a UUID has its hyphens. */
const isHyphen = (place: number): boolean => place === 8 || place === 13 || place === 18 || place === 23;

/**
 * Remembers ids that came: `isNew(id)` is true the first time. UUIDs in lower case, which is what the service has, are kept as
 * numbers in one array, in 32 to 64 bytes each that the collector of garbage need not look at: millions may come. Any other text
 * is kept as it is.
 */
export function seenIds(): { isNew(id: string): boolean } {
  const others = new Set<string>();
  const id = new Uint32Array(WORDS);
  let slots = new Uint32Array(1024 * WORDS);
  let count = 0;

  const add = (): boolean => {
    const place = placeOf(slots, id);
    if (isTaken(slots, place)) return false;
    slots.set(id, place);
    count++;
    if (2 * WORDS * count > slots.length) slots = doubled(slots);
    return true;
  };

  return {
    isNew(text) {
      // An empty slot is all zeros, so the id that is that, too, is kept as text.
      if (readUuid(text, id) && isTaken(id, 0)) return add();
      const before = others.size;
      return others.add(text).size > before;
    },
  };
}

/** Reads a UUID in lower case; false of any other text. */
function readUuid(text: string, into: Uint32Array): boolean {
  if (text.length !== LENGTH) return false;
  let digits = 0;
  let word = 0;
  for (let place = 0; place < LENGTH; place++) {
    const code = text.charCodeAt(place);
    if (isHyphen(place)) {
      if (code !== 45) return false;
      continue;
    }
    const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;
    if (digit < 0) return false;
    word = (word << 4) | digit;
    if (++digits % 8 === 0) into[digits / 8 - 1] = word;
  }
  return true;
}

const isTaken = (slots: Uint32Array, place: number): boolean =>
  (slots[place] | slots[place + 1] | slots[place + 2] | slots[place + 3]) !== 0;

/** The slot that holds the id, or the free one where it belongs: linear probing from its hash. */
function placeOf(slots: Uint32Array, id: Uint32Array): number {
  const last = slots.length / WORDS - 1;
  let hash = 0;
  for (const word of id) hash = Math.imul(hash ^ word, 0x9e3779b1) ^ (hash >>> 15);
  for (let slot = (hash ^ (hash >>> 16)) & last; ; slot = (slot + 1) & last) {
    const place = slot * WORDS;
    if (!isTaken(slots, place) || id.every((word, i) => slots[place + i] === word)) return place;
  }
}

function doubled(slots: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * slots.length);
  for (let place = 0; place < slots.length; place += WORDS) {
    const id = slots.subarray(place, place + WORDS);
    if (isTaken(slots, place)) larger.set(id, placeOf(larger, id));
  }
  return larger;
}
