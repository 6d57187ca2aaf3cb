import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { ETS_FORMS, type EtsForm, nameOfForm } from '../../../src/models/ets/ets-form.ts';
import type { EtsParameters, EtsStates } from '../../../src/models/ets/recursion.ts';
import { readReferenceSeries, type SeriesPointer } from '../../support/reference-series.ts';

interface Bounds {
  readonly mean: number[];
  readonly lower: number[];
  readonly upper: number[];
}

interface EtsReference extends Bounds {
  readonly model: string;
  readonly parameters: Partial<EtsParameters> & { alpha: number };
  readonly initial_state: Record<string, number>;
  readonly final_state: Record<string, number>;
  readonly log_likelihood: number;
  readonly aicc: number;
  readonly sigma2: number;
  readonly fitted_first: number[];
  readonly fitted_last: number[];
  readonly mended?: Bounds;
}

interface ReferenceFile {
  readonly case: string;
  readonly series: SeriesPointer & { period: number; last_rows?: number };
  readonly ets?: EtsReference;
  readonly models?: Record<string, EtsReference>;
  readonly thetaf?: Bounds & { alpha: number; drift: number; sigma2: number };
}

/** A case of fixtures/reference/ets/README.md with the values that the peer saw. */
export interface ReferenceCase extends ReferenceFile {
  readonly values: Float64Array;
}

const OWN = 'fixtures/reference/ets';
const OWN_DATA = ['fixtures/reference/prophet/data', 'fixtures/reference/stl/data'];
// A folder with reference/ and data/ adds the cases whose data may not be copied here (npm run test:reference).
const elsewhere = process.env['REFERENCE_DATA'];

export function referenceCases(): ReferenceCase[] {
  const folder = elsewhere === undefined ? OWN : `${elsewhere}/reference/ets`;
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name): ReferenceFile => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')))
    .map((file) => ({ ...file, values: valuesOf(file.series) }));
}

function valuesOf(series: ReferenceFile['series']): Float64Array {
  const name = series.file.slice(series.file.lastIndexOf('/') + 1);
  const folder = elsewhere === undefined ? OWN_DATA.find((one) => existsSync(`${one}/${name}`)) : `${elsewhere}/data`;
  const rows = readReferenceSeries(
    String(folder),
    series.last_rows === undefined ? series : { ...series, last: series.last_rows },
  );
  return Float64Array.from(rows, ({ y }) => y);
}

export function formNamed(name: string): EtsForm {
  const [form] = ETS_FORMS.filter((one) => nameOfForm(one) === name);
  return form;
}

export const parametersOf = ({ parameters }: EtsReference): EtsParameters => ({
  beta: 0,
  gamma: 0,
  phi: 1,
  ...parameters,
});

/** From R's order, the latest slot first, to that of the slots. */
export function statesOf(state: Record<string, number>): EtsStates {
  const period = Object.keys(state).filter((name) => /^s\d+$/.test(name)).length;
  const seasonal = Float64Array.from({ length: Math.max(1, period) }, (_, slot) => state[`s${period - slot}`] ?? 0);
  return { level: state['l'], slope: state['b'] ?? 0, seasonal };
}
