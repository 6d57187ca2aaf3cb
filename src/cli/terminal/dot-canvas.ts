/** What a dot belongs to; of several in one character the highest gives the colour and, in ASCII, the sign. */
const LAYERS = { band: 1, history: 2, forecast: 4 } as const;
export type Layer = keyof typeof LAYERS;

/** A picture of dots that is printed as characters: 2 by 4 dots each in Braille, one in ASCII. */
export interface DotCanvas {
  readonly columns: number;
  readonly rows: number;
  readonly dotsWide: number;
  readonly dotsHigh: number;
  readonly unicode: boolean;
  readonly dots: Uint8Array;
}

export function dotCanvas(columns: number, rows: number, unicode: boolean): DotCanvas {
  const dotsWide = unicode ? columns * 2 : columns;
  const dotsHigh = unicode ? rows * 4 : rows;
  return { columns, rows, dotsWide, dotsHigh, unicode, dots: new Uint8Array(dotsWide * dotsHigh) };
}

/** Sets the dot at whole coordinates from the upper left; outside the canvas nothing happens. */
export function drawDot(canvas: DotCanvas, x: number, y: number, layer: Layer): void {
  if (x < 0 || y < 0 || x >= canvas.dotsWide || y >= canvas.dotsHigh) return;
  const index = y * canvas.dotsWide + x;
  canvas.dots[index] = (canvas.dots[index] ?? 0) | LAYERS[layer];
}

/** A straight line between two dots, both included. */
export function drawLine(
  canvas: DotCanvas,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
  layer: Layer,
): void {
  const steps = Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY), 1);
  for (let step = 0; step <= steps; step++) {
    const way = step / steps;
    drawDot(canvas, Math.round(fromX + (toX - fromX) * way), Math.round(fromY + (toY - fromY) * way), layer);
  }
}

/** Neighbouring characters of one row that belong to the same layer. */
export interface Stretch {
  readonly text: string;
  readonly layer: Layer | undefined;
}

/** A row of characters from left to right. */
export function stretchesOf(canvas: DotCanvas, row: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (let column = 0; column < canvas.columns; column++) {
    const { sign, layer } = characterAt(canvas, column, row);
    const last = stretches.at(-1);
    if (last !== undefined && last.layer === layer) stretches.splice(-1, 1, { text: last.text + sign, layer });
    else stretches.push({ text: sign, layer });
  }
  return stretches;
}

const ASCII_SIGNS: Readonly<Record<Layer, string>> = { band: ':', history: '*', forecast: 'o' };

// Unicode 3.0, block U+2800: the bit that each of the 2 by 4 dots sets, row by row.
const BRAILLE_START = 0x2800;
const BRAILLE_BITS = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

function characterAt(canvas: DotCanvas, column: number, row: number): { sign: string; layer: Layer | undefined } {
  if (!canvas.unicode) {
    const layer = topLayer(canvas.dots[row * canvas.dotsWide + column] ?? 0);
    return { sign: layer === undefined ? ' ' : ASCII_SIGNS[layer], layer };
  }
  let bits = 0;
  let layers = 0;
  for (const [position, bit] of BRAILLE_BITS.entries()) {
    const x = column * 2 + (position % 2);
    const y = row * 4 + Math.floor(position / 2);
    const dot = canvas.dots[y * canvas.dotsWide + x] ?? 0;
    layers |= dot;
    if (dot !== 0) bits |= bit;
  }
  return { sign: bits === 0 ? ' ' : String.fromCodePoint(BRAILLE_START + bits), layer: topLayer(layers) };
}

const topLayer = (bits: number): Layer | undefined =>
  (['forecast', 'history', 'band'] as const).find((layer) => (bits & LAYERS[layer]) !== 0);
