import { expect, test } from 'vitest';
import { forecastHtml } from '../../src/export/forecast-html.ts';
import type { ForecastResult } from '../../src/export/forecast-result.ts';
import { forecastResult } from './forecast-results.ts';

async function pageOf(...results: ForecastResult[]): Promise<string> {
  let page = '';
  for await (const chunk of forecastHtml(results, 0.8)) page += chunk;
  return page;
}

const bounds = [
  [90.2, 100.4, 110.1],
  [80, 95.7, 120],
] as const;

test('a page has for each series a heading, a chart and the numbers of the CSV, at local time', async () => {
  const page = await pageOf(
    forecastResult({ key: { queueName: 'Billing', mediaType: 'voice' }, bounds }),
    forecastResult({ key: { queueName: 'Sales' }, bounds, step: 'PT30M', timeZone: 'Europe/London' }),
  );
  expect(page.match(/<h2>[^<]*<\/h2>/g)).toEqual(['<h2>Billing, voice</h2>', '<h2>Sales</h2>']);
  expect(page.match(/<svg /g)).toHaveLength(2);
  expect(page).toContain('<tr><td>2024-05-01</td><td>100</td><td>90</td><td>111</td></tr>');
  expect(page).toContain('<tr><td>2024-05-01 00:30</td><td>95.7</td><td>80</td><td>120</td></tr>');
  expect(page).toContain('bounds of 80 %, times of Europe/London');
});

test('names and warnings cannot break out of their place', async () => {
  const hostile = `</h2><script>alert("x")</script>&'`;
  const page = await pageOf(forecastResult({ key: { queueName: hostile }, bounds, warnings: [hostile] }));
  expect(page).not.toContain('<script');
  expect(page.split('&lt;/h2&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;')).toHaveLength(3);
});

test('a page loads nothing from elsewhere', async () => {
  expect(await pageOf(forecastResult({ bounds }))).not.toMatch(/https?:|\bsrc=|\bhref=|@import|url\(/);
});

test('handle times have a column where they are known', async () => {
  const page = await pageOf(forecastResult({ bounds, ahtSeconds: Float64Array.of(241.25, 250) }));
  expect(page).toContain('<th scope="col">handle time (s)</th>');
  expect(page).toContain('<td>241.25</td></tr>');
});
