/** What a YAML document here is made of. */
export type YamlValue = string | number | boolean | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** A value as YAML 1.2 in block style. Texts are quoted unless they are plain in every reading of YAML. */
export const yamlText = (value: YamlValue): string => `${lines(value).join('\n')}\n`;

function lines(value: YamlValue): readonly string[] {
  if (Array.isArray(value)) return value.length === 0 ? ['[]'] : value.flatMap((item) => behind('- ', lines(item)));
  if (typeof value === 'object') {
    const entries = Object.entries(value);
    return entries.length === 0 ? ['{}'] : entries.flatMap(([key, item]) => entry(scalar(key), item));
  }
  return typeof value === 'string' && isBlock(value) ? ['|', ...value.trimEnd().split('\n')] : [scalar(value)];
}

function entry(key: string, value: YamlValue): readonly string[] {
  const [first = '', ...rest] = lines(value);
  const isNested = typeof value === 'object' && Object.keys(value).length > 0;
  return isNested
    ? [`${key}:`, ...[first, ...rest].map((line) => `  ${line}`)]
    : [`${key}: ${first}`, ...rest.map((line) => `  ${line}`)];
}

const behind = (mark: string, [first = '', ...rest]: readonly string[]): readonly string[] => [
  `${mark}${first}`,
  ...rest.map((line) => `${' '.repeat(mark.length)}${line}`),
];

/** Several lines, the last of which ends, without anything that a block could not hold. */
const isBlock = (text: string): boolean => /^(?:[!-~][ -~]*\n){2,}$/.test(text);

// YAML 1.1 reads more words as something else than text: yes, on, off, 1:30, dates; some of its readers even E0, as a number.
const PLAIN = /^(?!(?:true|false|yes|no|on|off|null|y|n|e\d+)$)[a-z/][\w./-]*(?:[:@][\w./-]+)*$/i;

const scalar = (value: string | number | boolean): string =>
  typeof value !== 'string' || PLAIN.test(value) ? String(value) : JSON.stringify(value);
