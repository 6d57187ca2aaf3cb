import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { usageFailure } from '../../../errors.ts';
import { type ReportDefinition, reportDefinition } from '../../../reporting/definition.ts';
import { DIMENSIONS, type Dimension } from '../../../reporting/dimensions.ts';
import { unknownName } from '../../../reporting/filter.ts';
import type { World } from '../../world.ts';
import { inputPath } from '../input-path.ts';
import type { ReportOptions } from './options.ts';

/** The definition that the file and the options make together; an option wins, conditions and formulas add up. */
export function readDefinition(options: ReportOptions, world: World): ReportDefinition {
  const inFile = options.definition === undefined ? {} : parsed(options.definition, world);
  return { ...inFile, ...givenBy(options, inFile) };
}

function parsed(path: string, world: World): ReportDefinition {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(inputPath(path, world), 'utf8'));
  } catch (error) {
    const what = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw usageFailure(`the definition ${path} ${what}`, 'schemas/report-definition.schema.json describes it', error);
  }
  const definition = reportDefinition.safeParse(content);
  if (definition.success) return definition.data;
  const problems = definition.error.issues.map(
    ({ path: at, message }) => `${at.join('.') || 'definition'}: ${message}`,
  );
  throw usageFailure(
    `the definition ${path} is not one of a report: ${problems.join('; ')}`,
    unknownDimensionHint(content) ?? 'schemas/report-definition.schema.json describes it',
  );
}

function unknownDimensionHint(content: unknown): string | undefined {
  const groups = z.object({ groupBy: z.array(z.string()) }).safeParse(content);
  const unknown = groups.data?.groupBy.find((name) => !DIMENSIONS.some((known) => known === name));
  return unknown === undefined ? undefined : unknownName('dimension', unknown, DIMENSIONS).message;
}

function givenBy(options: ReportOptions, inFile: ReportDefinition): Partial<ReportDefinition> {
  const { groupBy, metrics, measure, details, title, queue, media } = options;
  const period = periodOf(options);
  const output = definedOnly({
    directory: options.outputDir,
    name: options.name,
    formats: options.formats && [...options.formats],
  });
  const s3 = s3Of(options, inFile);
  return definedOnly({
    period,
    title,
    queues: queue && [...queue],
    media: media && [...media],
    where: whereOf(options, inFile),
    groupBy: groupBy?.map(dimensionNamed),
    measures: metrics && [...metrics],
    define: measure && { ...inFile.define, ...Object.fromEntries(measure.map(formulaOf)) },
    details,
    output: { ...inFile.output, ...output },
    s3,
  });
}

/** The keys that have a value. */
function definedOnly<T extends object>(record: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as never;
}

function periodOf({ last, from, to }: ReportOptions): ReportDefinition['period'] {
  if (last !== undefined) return { last };
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined || to === undefined) throw usageFailure('--from and --to go together', 'give both, or --last');
  return { from, to };
}

function whereOf({ where }: ReportOptions, inFile: ReportDefinition): ReportDefinition['where'] {
  if (where === undefined) return undefined;
  if (inFile.where === undefined || Array.isArray(inFile.where)) return [...(inFile.where ?? []), ...where];
  throw usageFailure(
    '--where cannot be added to a definition whose conditions are alternatives',
    'write the condition into each alternative of the definition',
  );
}

function dimensionNamed(name: string): Dimension {
  const known = DIMENSIONS.find((dimension) => dimension === name);
  if (known === undefined) throw unknownName('dimension', name, DIMENSIONS);
  return known;
}

function formulaOf(text: string): [string, string] {
  const match = /^\s*([a-z][a-z0-9_]*)\s*=\s*(.+?)\s*$/s.exec(text);
  const [, name, formula] = match ?? [];
  if (name !== undefined && formula !== undefined) return [name, formula];
  throw usageFailure(
    `'${text}' defines no measure`,
    'write name=formula, for example talk=talk_seconds/handle_seconds',
  );
}

function s3Of(options: ReportOptions, { s3 }: ReportDefinition): ReportDefinition['s3'] {
  const to = options.s3 ?? s3?.to;
  const given = definedOnly({
    expires: options.expires,
    endpoint: options.s3Endpoint,
    region: options.s3Region,
    encryption: options.s3Encryption,
  });
  if (to !== undefined) return { ...s3, ...given, to };
  if (Object.keys(given).length === 0) return undefined;
  throw usageFailure('there is nothing to share with: no bucket is named', 'name it with --s3 s3://bucket/prefix');
}
