/** The idle agents of one group, longest idle first: a ring of the times since when, in seconds since the opening. */
export class IdleAgents {
  readonly #since: Float64Array;
  #first = 0;
  #size = 0;

  constructor(mostAgents: number) {
    this.#since = new Float64Array(mostAgents);
  }

  get size(): number {
    return this.#size;
  }

  /** Since when the longest idle agent is idle; Infinity when none is. */
  get longestIdleSince(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : this.#since[this.#first];
  }

  add(sinceSeconds: number): void {
    let place = this.#first + this.#size;
    if (place >= this.#since.length) place -= this.#since.length;
    this.#since[place] = sinceSeconds;
    this.#size++;
  }

  removeLongestIdle(): void {
    this.#first++;
    if (this.#first === this.#since.length) this.#first = 0;
    this.#size--;
  }
}
