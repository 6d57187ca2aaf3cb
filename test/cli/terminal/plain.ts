import { colorsFor } from '../../../src/cli/terminal/colors.ts';

export const plain = colorsFor({ noColorFlag: true, env: {}, isTTY: false });
export const colored = colorsFor({ noColorFlag: false, env: {}, isTTY: true });
