const BRANCHES = 4;

/**
 * Events by time, earliest first: a heap with four branches, flat in two arrays. Events of one time come in no stated but in a
 * repeatable order.
 */
export class EventHeap {
  private seconds: Float64Array;
  private payloads: Int32Array;
  private size = 0;

  /** `capacity`: expected number of events, 1 or more; the heap grows beyond it. */
  constructor(capacity: number) {
    this.seconds = new Float64Array(capacity).fill(Number.POSITIVE_INFINITY);
    this.payloads = new Int32Array(capacity);
  }

  /** Time of the first event, Infinity when there is none. */
  get firstSeconds(): number {
    return this.seconds[0];
  }

  /** What the first event is about; meaningless when there is none. */
  get firstPayload(): number {
    return this.payloads[0];
  }

  add(seconds: number, payload: number): void {
    if (this.size === this.seconds.length) this.grow();
    const times = this.seconds;
    const payloads = this.payloads;
    let place = this.size++;
    while (place > 0) {
      const parent = (place - 1) >> 2;
      if (times[parent] <= seconds) break;
      times[place] = times[parent];
      payloads[place] = payloads[parent];
      place = parent;
    }
    times[place] = seconds;
    payloads[place] = payload;
  }

  removeFirst(): void {
    const last = --this.size;
    this.replaceFirst(this.seconds[last], this.payloads[last]);
    if (last === 0) this.seconds[0] = Number.POSITIVE_INFINITY;
  }

  /** Removes the first event and adds another, at less than the cost of both. */
  replaceFirst(seconds: number, payload: number): void {
    const times = this.seconds;
    const payloads = this.payloads;
    const size = this.size;
    let place = 0;
    for (;;) {
      const first = place * BRANCHES + 1;
      if (first >= size) break;
      const end = Math.min(first + BRANCHES, size);
      let least = first;
      let leastSeconds = times[first];
      for (let child = first + 1; child < end; child++) {
        if (times[child] < leastSeconds) {
          least = child;
          leastSeconds = times[child];
        }
      }
      if (leastSeconds >= seconds) break;
      times[place] = leastSeconds;
      payloads[place] = payloads[least];
      place = least;
    }
    times[place] = seconds;
    payloads[place] = payload;
  }

  private grow(): void {
    const seconds = new Float64Array(2 * this.seconds.length);
    seconds.set(this.seconds);
    this.seconds = seconds;
    const payloads = new Int32Array(seconds.length);
    payloads.set(this.payloads);
    this.payloads = payloads;
  }
}
