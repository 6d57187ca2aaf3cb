/**
 * Works on several items at a time and yields the results in the order of the items. The first failure in that order is
 * thrown. When the consumer stops, or a failure ends it, `signal` tells the works still under way to stop, and their end is
 * awaited, so that nothing goes on behind.
 */
export async function* inOrder<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result> {
  const end = new AbortController();
  const underWay: Promise<PromiseSettledResult<Result>>[] = [];
  // Settled at once: a later item may fail while an earlier one is awaited.
  const settled = async (item: Item): Promise<PromiseSettledResult<Result>> => {
    const [result] = await Promise.allSettled([work(item, end.signal)]);
    return result;
  };
  try {
    for (let next = 0; next < items.length || underWay.length > 0; ) {
      for (const item of items.slice(next, next + concurrency - underWay.length)) {
        underWay.push(settled(item));
        next++;
      }
      const first = await underWay.shift();
      if (first?.status === 'rejected') throw first.reason;
      if (first !== undefined) yield first.value;
    }
  } finally {
    end.abort();
    await Promise.all(underWay);
  }
}
