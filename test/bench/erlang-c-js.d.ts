declare module 'erlang-c-js' {
  /** Times in seconds, fractions 0 to 1; the staff with shrinkage on top. */
  function getNumberOfAgents(
    volume: number,
    intervalLength: number,
    aht: number,
    targetServiceLevel: number,
    targetTime: number,
    maxOccupancy: number,
    shrinkage: number,
  ): number;
  const erlangC: { getNumberOfAgents: typeof getNumberOfAgents };
  export default erlangC;
}
