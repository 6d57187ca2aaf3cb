import { jsonText } from '../../../export/json.ts';
import { type Colors, colorsFor } from '../../terminal/colors.ts';
import { printable } from '../../terminal/printable.ts';
import type { World } from '../../world.ts';
import type { GlobalOptions } from '../global-options.ts';
import { type Check, exitCodeOf } from './check.ts';

/** The lines as they go to stdout: text, or one JSON document. */
export function doctorText(checks: readonly Check[], options: GlobalOptions, world: World): string {
  if (options.json === true) return jsonText({ schema: 'gcforecast/doctor@1', exitCode: exitCodeOf(checks), checks });
  const isTTY = world.stdout.isTTY === true;
  const colors = colorsFor({ noColorFlag: !options.color, env: world.env, isTTY });
  return checks.map((check) => `${lineOf(check, colors)}\n`).join('');
}

function lineOf({ status, name, found, remedy }: Check, colors: Colors): string {
  const remark = remedy === undefined ? '' : `; ${colors.cyan('remedy:')} ${printable(remedy)}`;
  return `${WORDS[status](colors)}  ${name}: ${printable(found)}${remark}`;
}

const WORDS: Readonly<Record<Check['status'], (colors: Colors) => string>> = {
  ok: ({ green }) => green('ok         '),
  warning: ({ yellow }) => yellow('warning    '),
  failed: ({ red }) => red('failed     '),
  'not-checked': ({ dim }) => dim('not checked'),
};
