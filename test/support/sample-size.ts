/** Whether everything is tested at the size that is claimed, whatever that takes. */
export const isThorough = process.env['THOROUGH'] === '1';

/**
 * How many cases a test takes: enough to find a defect in every run, and as many as the claim is made for under
 * `npm run test:thorough`, which takes longer than anyone waits before a commit.
 */
export const sampleSize = (everyRun: number, thorough: number): number => (isThorough ? thorough : everyRun);
