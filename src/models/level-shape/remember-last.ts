/** A function of a whole number that keeps its last result: bounds and past forecasts of one horizon need the same costly origins. */
export function rememberLast<Result>(of: (key: number) => Result): (key: number) => Result {
  let last: { readonly key: number; readonly result: Result } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, result: of(key) };
    return last.result;
  };
}
