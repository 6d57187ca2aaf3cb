/**
 * Events by time, earliest first: a binary heap, flat in two arrays. Events of one time come in no stated but in a repeatable order.
 */
export class EventHeap {
  // From place 1 on, so that the children of a place are at twice it and the next. Beyond the last event all times are Infinity, so
  // that the first of two children is found without asking whether there is a second.
  private seconds: Float64Array;
  private payloads: Int32Array;
  private size = 0;

  /** `capacity`: expected number of events, 1 or more; the heap grows beyond it. */
  constructor(capacity: number) {
    this.seconds = new Float64Array(capacity + 2).fill(Number.POSITIVE_INFINITY);
    this.payloads = new Int32Array(capacity + 2);
  }

  /** Time of the first event, Infinity when there is none. */
  get firstSeconds(): number {
    return this.seconds[1];
  }

  /** What the first event is about; meaningless when there is none. */
  get firstPayload(): number {
    return this.payloads[1];
  }

  add(seconds: number, payload: number): void {
    let place = ++this.size;
    if (place + 1 >= this.seconds.length) this.grow();
    const times = this.seconds;
    const payloads = this.payloads;
    for (let parent = place >> 1; parent > 0 && times[parent] > seconds; parent >>= 1) {
      times[place] = times[parent];
      payloads[place] = payloads[parent];
      place = parent;
    }
    times[place] = seconds;
    payloads[place] = payload;
  }

  removeFirst(): void {
    const last = this.size--;
    const seconds = this.seconds[last];
    this.seconds[last] = Number.POSITIVE_INFINITY;
    if (last > 1) this.replaceFirst(seconds, this.payloads[last]);
  }

  /** Removes the first event and adds another, at less than the cost of both. */
  replaceFirst(seconds: number, payload: number): void {
    const times = this.seconds;
    const payloads = this.payloads;
    const size = this.size;
    let place = 1;
    for (let child = 2; child <= size; child = 2 * place) {
      // The comparison as a number: a jump either way would be guessed wrong half of the time, which costs more than all the rest.
      const earlier = child + Number(times[child + 1] < times[child]);
      const earlierSeconds = times[earlier];
      if (earlierSeconds >= seconds) break;
      times[place] = earlierSeconds;
      payloads[place] = payloads[earlier];
      place = earlier;
    }
    times[place] = seconds;
    payloads[place] = payload;
  }

  /** Calls with every event, in no stated order. */
  forEach(visit: (seconds: number, payload: number) => void): void {
    for (let place = 1; place <= this.size; place++) visit(this.seconds[place], this.payloads[place]);
  }

  private grow(): void {
    const seconds = new Float64Array(2 * this.seconds.length).fill(Number.POSITIVE_INFINITY);
    seconds.set(this.seconds);
    this.seconds = seconds;
    const payloads = new Int32Array(seconds.length);
    payloads.set(this.payloads);
    this.payloads = payloads;
  }
}
