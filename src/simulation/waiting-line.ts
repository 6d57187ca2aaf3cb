const FIELDS = 3;

/** The waiting contacts of one type, first come first: a ring that doubles when it is full. Times in seconds since the opening. */
export class WaitingLine {
  private contacts = new Float64Array(16 * FIELDS);
  private first = 0;
  size = 0;

  /** Of the first contact, as the two below: when it came. Meaningless when nobody waits. */
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

  add(arrivalSeconds: number, deadlineSeconds: number, handleSeconds: number): void {
    if (this.size * FIELDS === this.contacts.length) this.grow();
    let place = this.first + this.size * FIELDS;
    if (place >= this.contacts.length) place -= this.contacts.length;
    this.contacts[place] = arrivalSeconds;
    this.contacts[place + 1] = deadlineSeconds;
    this.contacts[place + 2] = handleSeconds;
    this.size++;
  }

  removeFirst(): void {
    this.first += FIELDS;
    if (this.first === this.contacts.length) this.first = 0;
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
