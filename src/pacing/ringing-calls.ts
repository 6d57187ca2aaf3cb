/** The calls that ring, each in a slot with the time it was dialled at. */
export class RingingCalls {
  size = 0;
  private dialledSeconds = new Float64Array(64).fill(Number.NaN);
  private free = new Int32Array(64);
  private freeCount = 0;
  private used = 0;

  /** Returns the slot of a call. */
  add(nowSeconds: number): number {
    this.size++;
    const slot = this.freeCount > 0 ? this.free[--this.freeCount] : this.newSlot();
    this.dialledSeconds[slot] = nowSeconds;
    return slot;
  }

  remove(slot: number): void {
    this.size--;
    this.dialledSeconds[slot] = Number.NaN;
    this.free[this.freeCount++] = slot;
  }

  /** Since when the calls ring, in no stated but a repeatable order. */
  agesSeconds(nowSeconds: number): Float64Array {
    const ages = new Float64Array(this.size);
    let count = 0;
    for (let slot = 0; slot < this.used; slot++)
      if (!Number.isNaN(this.dialledSeconds[slot])) ages[count++] = nowSeconds - this.dialledSeconds[slot];
    return ages;
  }

  private newSlot(): number {
    if (this.used === this.dialledSeconds.length) {
      const grown = new Float64Array(2 * this.used).fill(Number.NaN);
      grown.set(this.dialledSeconds);
      this.dialledSeconds = grown;
      this.free = new Int32Array(2 * this.used);
    }
    return this.used++;
  }
}
