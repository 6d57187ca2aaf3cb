import type { World } from '../world.ts';
import { colorsFor } from './colors.ts';
import type { TableLook } from './table.ts';

/** How tables look on a stream: coloured where that is wanted, and cut to the width of a terminal. */
export function tableLook(
  { isTTY = false, columns }: World['stdout'],
  { color }: { readonly color: boolean },
  env: Readonly<Record<string, string | undefined>>,
): TableLook {
  const colors = colorsFor({ noColorFlag: !color, env, isTTY });
  return { colors, ...(isTTY && columns !== undefined ? { width: columns } : {}) };
}
