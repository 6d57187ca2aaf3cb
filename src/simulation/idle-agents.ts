/** The idle agents of every group, longest idle first: rings of the times since when, in seconds since the opening. */
export class IdleAgents {
  /** By group: since when the longest idle agent is idle; Infinity when none is. */
  readonly longestIdleSince: Float64Array;
  /** By group: how many are idle. */
  readonly sizes: Int32Array;

  private readonly since: readonly Float64Array[];
  private readonly first: Int32Array;

  /** `mostAgents`: by group, how many can be idle at most. */
  constructor(mostAgents: readonly number[]) {
    this.longestIdleSince = new Float64Array(mostAgents.length).fill(Number.POSITIVE_INFINITY);
    this.sizes = new Int32Array(mostAgents.length);
    this.since = mostAgents.map((most) => new Float64Array(most));
    this.first = new Int32Array(mostAgents.length);
  }

  add(group: number, sinceSeconds: number): void {
    const ring = this.since[group];
    const size = this.sizes[group]++;
    let place = this.first[group] + size;
    if (place >= ring.length) place -= ring.length;
    ring[place] = sinceSeconds;
    if (size === 0) this.longestIdleSince[group] = sinceSeconds;
  }

  removeLongestIdle(group: number): void {
    const ring = this.since[group];
    let first = this.first[group] + 1;
    if (first === ring.length) first = 0;
    this.first[group] = first;
    this.longestIdleSince[group] = --this.sizes[group] === 0 ? Number.POSITIVE_INFINITY : ring[first];
  }
}
