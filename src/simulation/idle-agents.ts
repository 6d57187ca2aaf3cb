/** The idle agents of one group, longest idle first: a ring of the times since when, in seconds since the opening. */
export class IdleAgents {
  size = 0;
  /** Since when the longest idle agent is idle; Infinity when none is. */
  longestIdleSince = Number.POSITIVE_INFINITY;

  private readonly since: Float64Array;
  private first = 0;

  constructor(mostAgents: number) {
    this.since = new Float64Array(mostAgents);
  }

  add(sinceSeconds: number): void {
    let place = this.first + this.size;
    if (place >= this.since.length) place -= this.since.length;
    this.since[place] = sinceSeconds;
    if (this.size === 0) this.longestIdleSince = sinceSeconds;
    this.size++;
  }

  removeLongestIdle(): void {
    this.first++;
    if (this.first === this.since.length) this.first = 0;
    this.size--;
    this.longestIdleSince = this.size === 0 ? Number.POSITIVE_INFINITY : this.since[this.first];
  }
}
