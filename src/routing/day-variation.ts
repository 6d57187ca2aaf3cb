/**
 * How much busier or quieter whole days are than their weekday is in the mean, beyond the chance of single contacts: standard
 * deviation over mean of the factor that multiplies a day's expected contacts, by moments: Var N = m + (v m)². 0 where days vary no
 * more than by chance. `contacts` and `weekdays` by day. Undefined when no weekday comes twice, since nothing then tells.
 */
export function dayVariationFraction(contacts: readonly number[], weekdays: readonly number[]): number | undefined {
  let excess = 0;
  let squaredMeans = 0;
  for (let weekday = 0; weekday < 7; weekday++) {
    const days = contacts.filter((_, day) => weekdays[day] === weekday);
    if (days.length < 2) continue;
    const mean = days.reduce((sum, count) => sum + count, 0) / days.length;
    const squares = days.reduce((sum, count) => sum + (count - mean) ** 2, 0);
    excess += (squares * days.length) / (days.length - 1) - days.length * mean;
    squaredMeans += days.length * mean * mean;
  }
  return squaredMeans === 0 ? undefined : Math.sqrt(Math.max(0, excess / squaredMeans));
}
