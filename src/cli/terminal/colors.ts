import picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** What decides about colour on one stream; stdout and stderr are judged apart. */
interface ColorQuestion {
  /** Whether `--no-color` was given. */
  readonly noColorFlag: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY: boolean;
}

/** Colours for one stream, or functions that leave text as it is: --no-color, then NO_COLOR, FORCE_COLOR, terminal or not. */
export const colorsFor = (question: ColorQuestion): Colors => picocolors.createColors(wantsColor(question));

function wantsColor({ noColorFlag, env, isTTY }: ColorQuestion): boolean {
  if (noColorFlag || env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced) return forced !== '0' && forced !== 'false';
  return isTTY && env['TERM'] !== 'dumb';
}
