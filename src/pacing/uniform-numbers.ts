import { fillUniform, type RandomStream } from '../numeric/random-stream.ts';

const BLOCK = 1024;

/** The uniform random numbers of a stream one by one, drawn in blocks. */
export class UniformNumbers {
  private readonly stream: RandomStream;
  private readonly numbers = new Float64Array(BLOCK);
  private next = BLOCK;

  constructor(stream: RandomStream) {
    this.stream = stream;
  }

  draw(): number {
    if (this.next === BLOCK) {
      fillUniform(this.stream, this.numbers);
      this.next = 0;
    }
    return this.numbers[this.next++];
  }
}
