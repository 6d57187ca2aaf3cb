import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 inline more into one function than it does by itself, in all threads of this process. The loop of a simulation hands numbers
 * with decimals from function to function; where a call is not inlined each becomes an object, and a simulated contact takes a third longer.
 * To be called before the first simulation.
 */
export function raiseInliningBudget(): void {
  setFlagsFromString('--max-inlined-bytecode-size=1500');
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=3000');
}
