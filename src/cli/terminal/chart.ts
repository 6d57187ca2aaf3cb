import { type CalendarStep, gridOf, isSubDaily } from '../../series/calendar-step.ts';
import type { Forecast } from '../../series/forecast.ts';
import type { Series } from '../../series/series.ts';
import { type EpochSeconds, wallSecondsAt } from '../../series/time-zone.ts';
import { tickLabel, type ValueAxis, valueAxis } from '../../series/value-axis.ts';
import type { Colors } from './colors.ts';
import { type DotCanvas, dotCanvas, drawDot, drawLine, type Layer, stretchesOf } from './dot-canvas.ts';
import { printable } from './printable.ts';

interface ChartLook {
  /** Room in characters. */
  readonly width: number;
  readonly height: number;
  /** Braille and lines, else ASCII. */
  readonly unicode: boolean;
  readonly colors: Colors;
}

/** Values at instants; NaN leaves a gap. */
interface Curve {
  readonly instants: Float64Array;
  readonly values: Float64Array;
}

interface Band {
  readonly instants: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

interface Scale {
  readonly canvas: DotCanvas;
  readonly axis: ValueAxis;
  readonly from: EpochSeconds;
  readonly to: EpochSeconds;
}

const NARROWEST = 24;
const LOWEST = 6;
// Title, axis and dates take a row each.
const ROWS_AROUND = 3;
// Beyond, differences of two values are no numbers any more.
const LARGEST_DRAWN = 1e300;

/**
 * History and forecast with the first of its intervals as a picture of at most `width` by `height` characters, with a line break
 * at the end. Gaps stay open. Empty when there is nothing to draw, or no room for it (24 by 6).
 */
export function renderChart(history: Series, forecast: Forecast | undefined, look: ChartLook): string {
  const past = curveOf(history, history.values);
  const future = forecast === undefined ? undefined : curveOf(forecast, forecast.point);
  const band = forecast === undefined ? undefined : bandOf(forecast);
  const drawn = [past.values, future?.values, band?.lower, band?.upper].flatMap((values) => [...(values ?? [])]);
  const finite = drawn.filter(isDrawn);
  const width = Math.floor(look.width);
  const height = Math.floor(look.height);
  if (finite.length === 0 || !(width >= NARROWEST) || !(height >= LOWEST)) return '';

  const rows = height - ROWS_AROUND;
  const axis = valueAxis(least(finite), greatest(finite), Math.max(3, Math.floor(rows / 3)));
  const labels = axis.ticks.map((tick) => tickLabel(tick, axis.step));
  const labelWidth = Math.max(...labels.map((label) => label.length));
  const canvas = dotCanvas(width - labelWidth - 2, rows, look.unicode);
  const instants = [past.instants, future?.instants].flatMap((each) => [...(each ?? [])]);
  const scale: Scale = { canvas, axis, from: least(instants), to: greatest(instants) };

  if (band !== undefined) drawBand(scale, band);
  drawCurve(scale, past, 'history');
  if (future !== undefined) drawCurve(scale, future, 'forecast');
  return [
    title(history, forecast, look.colors, width),
    ...bodyLines(scale, labels, labelWidth, look),
    ...timeLines(scale, history, forecast?.start, labelWidth, look),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

const isDrawn = (value: number): boolean => Math.abs(value) <= LARGEST_DRAWN;
const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const greatest = (values: readonly number[]): number =>
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

type Grid = { readonly start: EpochSeconds; readonly step: CalendarStep; readonly timeZone: string };

const curveOf = (grid: Grid, values: Float64Array): Curve => ({
  instants: gridOf(grid.start, grid.step, grid.timeZone, values.length),
  values,
});

function bandOf(forecast: Forecast): Band | undefined {
  const [interval] = forecast.intervals;
  if (interval === undefined) return undefined;
  const { instants } = curveOf(forecast, forecast.point);
  return { instants, lower: interval.lower, upper: interval.upper };
}

function dotX({ canvas, from, to }: Scale, instant: EpochSeconds): number {
  return to === from ? 0 : Math.round(((instant - from) / (to - from)) * (canvas.dotsWide - 1));
}

function dotY({ canvas, axis }: Scale, value: number): number {
  return Math.round(((axis.high - value) / (axis.high - axis.low)) * (canvas.dotsHigh - 1));
}

function drawCurve(scale: Scale, { instants, values }: Curve, layer: Layer): void {
  let last: { x: number; y: number } | undefined;
  for (const [index, value] of values.entries()) {
    if (!isDrawn(value)) {
      last = undefined;
      continue;
    }
    const here = { x: dotX(scale, instants[index] ?? scale.from), y: dotY(scale, value) };
    drawLine(scale.canvas, last?.x ?? here.x, last?.y ?? here.y, here.x, here.y, layer);
    last = here;
  }
}

/** Every second dot of every second column, so that curves stand out in it also without colour. */
function drawBand(scale: Scale, band: Band): void {
  for (let index = 0; index < band.instants.length; index++) {
    const here = bandEdges(scale, band, index);
    const next = bandEdges(scale, band, index + 1) ?? here;
    if (here === undefined || next === undefined) continue;
    for (let x = here.x; x <= next.x; x++) {
      const way = next.x === here.x ? 0 : (x - here.x) / (next.x - here.x);
      const top = Math.round(here.top + (next.top - here.top) * way);
      const bottom = Math.round(here.bottom + (next.bottom - here.bottom) * way);
      for (let y = top; y <= bottom; y++) {
        if (!scale.canvas.unicode || (x % 2 === 0 && y % 2 === 0)) drawDot(scale.canvas, x, y, 'band');
      }
    }
  }
}

function bandEdges(scale: Scale, { instants, lower, upper }: Band, index: number) {
  const instant = instants[index];
  const low = lower[index] ?? Number.NaN;
  const high = upper[index] ?? Number.NaN;
  if (instant === undefined || !isDrawn(low) || !isDrawn(high)) return undefined;
  return { x: dotX(scale, instant), top: dotY(scale, high), bottom: dotY(scale, low) };
}

/** What is drawn, each word in the colour of its curve. */
function title(history: Series, forecast: Forecast | undefined, colors: Colors, width: number): string {
  const [interval] = forecast?.intervals ?? [];
  const parts: readonly { text: string; paint: (text: string) => string }[] = [
    ...(forecast === undefined
      ? [{ text: printable(history.unit), paint: paintOf('history', colors) }]
      : [
          { text: `${printable(history.unit)}: `, paint: String },
          { text: 'history', paint: paintOf('history', colors) },
          { text: `, forecast from ${timeLabel(history, forecast.start)}`, paint: paintOf('forecast', colors) },
        ]),
    ...(interval === undefined
      ? []
      : [{ text: `, ${(interval.levelFraction * 100).toFixed(0)} % interval`, paint: paintOf('band', colors) }]),
  ];
  let length = 0;
  return parts
    .filter(({ text }) => {
      length += text.length;
      return length <= width;
    })
    .map(({ text, paint }) => paint(text))
    .join('');
}

function paintOf(layer: Layer, colors: Colors): (text: string) => string {
  if (layer === 'history') return colors.cyan;
  return layer === 'forecast' ? colors.yellow : colors.dim;
}

function bodyLines(scale: Scale, labels: readonly string[], labelWidth: number, look: ChartLook): readonly string[] {
  const { canvas, axis } = scale;
  const labelAt = new Map(
    axis.ticks.map((tick, index) => [Math.floor((dotY(scale, tick) * canvas.rows) / canvas.dotsHigh), labels[index]]),
  );
  return Array.from({ length: canvas.rows }, (_, row) => {
    const label = labelAt.get(row);
    const rule = look.unicode ? (label === undefined ? '│' : '┤') : '|';
    const picture = stretchesOf(canvas, row)
      .map(({ text, layer }) => (layer === undefined ? text : paintOf(layer, look.colors)(text)))
      .join('');
    return `${(label ?? '').padStart(labelWidth)} ${rule}${picture}`.trimEnd();
  });
}

/** The axis with a mark where the forecast starts, and below it the first and the last instant. */
function timeLines(
  scale: Scale,
  history: Series,
  forecastStart: EpochSeconds | undefined,
  labelWidth: number,
  { unicode }: ChartLook,
): readonly string[] {
  const { canvas, from, to } = scale;
  const [corner, line, mark] = unicode ? ['└', '─', '┬'] : ['+', '-', '+'];
  const marked =
    forecastStart === undefined
      ? undefined
      : Math.floor((dotX(scale, forecastStart) * canvas.columns) / canvas.dotsWide);
  const rule = Array.from({ length: canvas.columns }, (_, column) => (column === marked ? mark : line)).join('');

  const first = timeLabel(history, from);
  const last = timeLabel(history, to);
  const hasRoom = to > from && first.length + 2 + last.length <= canvas.columns;
  const dates = hasRoom ? first + last.padStart(canvas.columns - first.length) : first.slice(0, canvas.columns);
  const margin = ' '.repeat(labelWidth + 1);
  return [`${margin}${corner}${rule}`, `${margin} ${dates}`];
}

/** Date, and time where intervals are shorter than a day, on the wall clock of the series. */
function timeLabel({ timeZone, step }: Grid, instant: EpochSeconds): string {
  const wall = new Date(wallSecondsAt(timeZone, instant) * 1000).toISOString();
  return isSubDaily(step) ? wall.slice(0, 16).replace('T', ' ') : wall.slice(0, 10);
}
