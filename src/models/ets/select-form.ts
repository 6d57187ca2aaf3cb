import { ETS_FORMS, type EtsForm } from './ets-form.ts';
import { type EtsFit, fitForm, takesPositiveOnly, valuesNeeded } from './fit-form.ts';

// Beyond, a season has more states than values can tell; R's forecast::ets draws the line there, too.
const LONGEST_SEASON = 24;

/**
 * The form of exponential smoothing with the least corrected information criterion, of those that the values are enough for. Only
 * additive ones where a value is 0 or less, and no season of more than 24 steps. The first of `forms` must always do: it has neither
 * a season nor a multiplicative part. RangeError with fewer than five values.
 */
export function selectForm(values: Float64Array, period: number, forms: readonly EtsForm[] = ETS_FORMS): EtsFit {
  return suitedTo(values, period, forms)
    .flatMap((form) => fitForm(values, form, period) ?? [])
    .reduce((a, b) => (b.aicc < a.aicc ? b : a));
}

function suitedTo(values: Float64Array, period: number, forms: readonly EtsForm[]): readonly EtsForm[] {
  const observed = values.reduce((count, value) => count + Number(!Number.isNaN(value)), 0);
  const isPositive = !values.some((value) => value <= 0);
  const [simplest] = forms;
  const suited = forms.filter(
    (form) =>
      (isPositive || !takesPositiveOnly(form)) &&
      (form.season === 'none' || (period > 1 && period <= LONGEST_SEASON)) &&
      observed >= valuesNeeded(form, period),
  );
  return suited.length === 0 ? [simplest] : suited;
}
