import { gridOf } from '../series/calendar-step.ts';
import type { Forecast } from '../series/forecast.ts';
import { localTime } from '../series/iso-instant.ts';
import type { Series } from '../series/series.ts';
import { tickLabel, type ValueAxis, valueAxis } from '../series/value-axis.ts';
import { escaped } from './html-text.ts';

// In units of the picture, which a page scales to its width.
const WIDTH = 960;
const HEIGHT = 320;
const MARGIN = { left: 64, right: 12, top: 10, bottom: 26 };
const TICKS = 6;

/** Where instants and values lie in the picture. */
interface Scale {
  readonly x: (instant: number) => string;
  readonly y: (value: number) => string;
  readonly axis: ValueAxis;
}

/**
 * History and forecast with the first of its intervals as an SVG element; classes `history`, `forecast`, `band` and `grid` are for
 * the page to colour. Gaps of the history stay open. Empty when neither has a value.
 */
export function svgChart(history: Series, forecast: Forecast): string {
  const pastStarts = gridOf(history.start, history.step, history.timeZone, history.values.length);
  const starts = gridOf(forecast.start, forecast.step, forecast.timeZone, forecast.point.length);
  const [bounds] = forecast.intervals;
  const drawn = [history.values, forecast.point, bounds?.lower, bounds?.upper].flatMap((values) => [...(values ?? [])]);
  const finite = drawn.filter(Number.isFinite);
  if (finite.length === 0) return '';
  const scale = scaleOf([...pastStarts, ...starts], finite);
  const [first, last] = [pastStarts[0] ?? starts[0], starts[starts.length - 1] ?? pastStarts[pastStarts.length - 1]];
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="history and forecast">`,
    gridLines(scale),
    bounds === undefined ? '' : band(scale, starts, bounds.lower, bounds.upper),
    curve(scale, pastStarts, history.values, 'history'),
    curve(scale, starts, forecast.point, 'forecast'),
    timeLabel(history.timeZone, first, MARGIN.left, 'start'),
    timeLabel(history.timeZone, last, WIDTH - MARGIN.right, 'end'),
    '</svg>\n',
  ].join('');
}

function scaleOf(instants: readonly number[], values: readonly number[]): Scale {
  const least = (all: readonly number[]): number => all.reduce((a, b) => Math.min(a, b));
  const greatest = (all: readonly number[]): number => all.reduce((a, b) => Math.max(a, b));
  const axis = valueAxis(Math.min(0, least(values)), greatest(values), TICKS);
  const [from, to] = [least(instants), greatest(instants)];
  const wide = WIDTH - MARGIN.left - MARGIN.right;
  const high = HEIGHT - MARGIN.top - MARGIN.bottom;
  return {
    x: (instant) => (MARGIN.left + (wide * (instant - from)) / Math.max(1, to - from)).toFixed(1),
    y: (value) => (MARGIN.top + (high * (axis.high - value)) / (axis.high - axis.low)).toFixed(1),
    axis,
  };
}

const gridLines = ({ y, axis }: Scale): string =>
  axis.ticks
    .map(
      (tick) =>
        `<path class="grid" d="M${MARGIN.left} ${y(tick)}H${WIDTH - MARGIN.right}"/>` +
        `<text x="${MARGIN.left - 6}" y="${y(tick)}" dy="4" text-anchor="end">${escaped(tickLabel(tick, axis.step))}</text>`,
    )
    .join('');

/** One path, interrupted where a value is missing. */
function curve({ x, y }: Scale, starts: Float64Array, values: Float64Array, name: 'history' | 'forecast'): string {
  let isDrawing = false;
  const steps = [...values.entries()].map(([i, value]) => {
    const command = isDrawing ? 'L' : 'M';
    isDrawing = Number.isFinite(value);
    return isDrawing ? `${command}${x(starts[i])} ${y(value)}` : '';
  });
  return `<path class="${name}" d="${steps.join('')}"/>`;
}

function band({ x, y }: Scale, starts: Float64Array, lower: Float64Array, upper: Float64Array): string {
  const there = [...upper.entries()].map(([i, value]) => `${x(starts[i])},${y(value)}`);
  const back = [...lower.entries()].map(([i, value]) => `${x(starts[i])},${y(value)}`).reverse();
  return `<polygon class="band" points="${[...there, ...back].join(' ')}"/>`;
}

const timeLabel = (timeZone: string, instant: number, x: number, anchor: 'start' | 'end'): string =>
  `<text x="${x}" y="${HEIGHT - 6}" text-anchor="${anchor}">${escaped(localTime(timeZone, instant))}</text>`;
