/**
 * Works on several items at a time and yields whatever comes first. A work is asked for its next result when its last one is
 * taken, so that it is under way meanwhile and nothing piles up. The first failure is thrown. When the consumer stops, or a failure ends it, `signal`
 * tells the works still under way to stop, and their end is awaited, so that nothing goes on behind.
 */
export async function* anyOrder<Item, Result>(
  items: Iterable<Item>,
  concurrency: number,
  work: (item: Item, signal: AbortSignal) => AsyncGenerator<Result>,
): AsyncGenerator<Result> {
  const end = new AbortController();
  const rest = items[Symbol.iterator]();
  const underWay = new Map<AsyncGenerator<Result>, Promise<Step<Result>>>();
  const start = (): void => {
    const next = rest.next();
    if (next.done) return;
    const source = work(next.value, end.signal);
    underWay.set(source, stepOf(source));
  };
  try {
    for (let i = 0; i < concurrency; i++) start();
    while (underWay.size > 0) {
      const { source, outcome } = await Promise.race(underWay.values());
      if (outcome.status === 'rejected') throw outcome.reason;
      if (outcome.value.done) {
        underWay.delete(source);
        start();
        continue;
      }
      underWay.set(source, stepOf(source));
      yield outcome.value.value;
    }
  } finally {
    end.abort();
    // What fails now fails because it was told to stop.
    await Promise.allSettled([...underWay.keys()].map((source) => source.return(undefined)));
  }
}

interface Step<Result> {
  readonly source: AsyncGenerator<Result>;
  readonly outcome: PromiseSettledResult<IteratorResult<Result>>;
}

/** Settled at once: it may fail while another one's result is in the consumer's hands. */
async function stepOf<Result>(source: AsyncGenerator<Result>): Promise<Step<Result>> {
  const [outcome] = await Promise.allSettled([source.next()]);
  return { source, outcome };
}
