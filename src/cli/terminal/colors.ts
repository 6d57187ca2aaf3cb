/** The codes that begin and end a look (ECMA-48, select graphic rendition). */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

/** Looks that text can be given; they are not put into each other. */
export type Colors = Readonly<Record<keyof typeof CODES, (text: string) => string>>;

/** What decides about colour on one stream; stdout and stderr are judged apart. */
interface ColorQuestion {
  /** Whether `--no-color` was given. */
  readonly noColorFlag: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTTY: boolean;
}

/** Colours for one stream, or functions that leave text as it is. */
export const colorsFor = (question: ColorQuestion): Colors => (wantsColor(question) ? painted : plain);

const looks = (paint: (text: string, begin: number, end: number) => string): Colors => {
  const entries = Object.entries(CODES).map(([name, [begin, end]]) => [
    name,
    (text: string) => paint(text, begin, end),
  ]);
  return Object.fromEntries(entries);
};

const painted = looks((text, begin, end) => `\u001B[${begin}m${text}\u001B[${end}m`);
const plain = looks((text) => text);

/** Whether text on a stream is to be coloured: --no-color, then NO_COLOR, FORCE_COLOR, terminal or not. */
export function wantsColor({ noColorFlag, env, isTTY }: ColorQuestion): boolean {
  if (noColorFlag || env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced) return forced !== '0' && forced !== 'false';
  return isTTY && env['TERM'] !== 'dumb';
}
