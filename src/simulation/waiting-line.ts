const FIELDS = 4;

/** The waiting contacts of one type, first come first: a ring that doubles when it is full. Times in seconds since the opening. */
export class WaitingLine {
  private contacts = new Float64Array(16 * FIELDS);
  private first = 0;
  size = 0;

  /** Of the first contact, as the three below: when it came. Meaningless when nobody waits. */
  get arrivalSeconds(): number {
    return this.contacts[this.first];
  }

  /** When it gives up. */
  get deadlineSeconds(): number {
    return this.contacts[this.first + 1];
  }

  /** How long an agent of multiplier 1 will handle it. */
  get handleSeconds(): number {
    return this.contacts[this.first + 2];
  }

  /** The interval in which it came. */
  get interval(): number {
    return this.contacts[this.first + 3] | 0;
  }

  add(arrivalSeconds: number, deadlineSeconds: number, handleSeconds: number, interval: number): void {
    if (this.size * FIELDS === this.contacts.length) this.grow();
    const place = (this.first + this.size * FIELDS) & (this.contacts.length - 1);
    this.contacts[place] = arrivalSeconds;
    this.contacts[place + 1] = deadlineSeconds;
    this.contacts[place + 2] = handleSeconds;
    this.contacts[place + 3] = interval;
    this.size++;
  }

  removeFirst(): void {
    this.first = (this.first + FIELDS) & (this.contacts.length - 1);
    this.size--;
  }

  private grow(): void {
    const contacts = new Float64Array(2 * this.contacts.length);
    contacts.set(this.contacts.subarray(this.first));
    contacts.set(this.contacts.subarray(0, this.first), this.contacts.length - this.first);
    this.contacts = contacts;
    this.first = 0;
  }
}
