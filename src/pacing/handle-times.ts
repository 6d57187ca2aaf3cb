import { fillUniform, type RandomStream, randomStream } from '../numeric/random-stream.ts';
import { drawSeconds } from '../simulation/duration.ts';
import type { CentreModel } from './dialled-centre.ts';

const BLOCK = 512;

/** Handle times one after the other: talk and wrap-up, each from a stream of its own. */
export class HandleTimes {
  private readonly model: CentreModel;
  private readonly talk: RandomStream;
  private readonly wrapUp: RandomStream;
  private readonly seconds = new Float64Array(BLOCK);
  private readonly wrapUpSeconds = new Float64Array(BLOCK);
  private next = BLOCK;

  constructor(model: CentreModel, seed: number, replication: number, firstStream: number) {
    this.model = model;
    this.talk = randomStream(seed, replication, firstStream);
    this.wrapUp = randomStream(seed, replication, firstStream + 1);
  }

  draw(): number {
    if (this.next === BLOCK) this.refill();
    return this.seconds[this.next++];
  }

  private refill(): void {
    const { talkTime, wrapUpTime } = this.model;
    fillUniform(this.talk, this.seconds);
    drawSeconds(talkTime, this.seconds);
    if (wrapUpTime !== undefined) {
      fillUniform(this.wrapUp, this.wrapUpSeconds);
      drawSeconds(wrapUpTime, this.wrapUpSeconds);
      for (let i = 0; i < BLOCK; i++) this.seconds[i] += this.wrapUpSeconds[i];
    }
    this.next = 0;
  }
}
