import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readEventsFile } from '../../src/store/events-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'events-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  const path = join(folder, 'events.csv');
  writeFileSync(path, text);
  return readEventsFile(path);
}

describe('a file of events', () => {
  it('tells name, kind, days and multiplier', async () => {
    const events = await read(
      'date,end_date,name,kind,multiplier\n1970-01-03,1970-01-05,Spring mailing,mailing,1.5\n1970-02-01,,Outage,,\n',
    );
    expect(events).toEqual([
      { name: 'Spring mailing', kind: 'mailing', firstDay: 2, lastDay: 4, factor: 1.5 },
      { name: 'Outage', kind: 'Outage', firstDay: 31, lastDay: 31 },
    ]);
  });

  it('may have the titles of Prophet, in any order', async () => {
    expect(await read('holiday,ds\nxmas,1970-12-25\n')).toEqual([
      { name: 'xmas', kind: 'xmas', firstDay: 358, lastDay: 358 },
    ]);
  });

  it.each([
    ['', 'it has no column date'],
    ['date\n1970-01-01\n', 'it has no column name'],
    ['date,name\n', 'it has no rows'],
    ['date,name\n1970-01-01,a\n1970-02-30,b\n', "line 3 has the date '1970-02-30'"],
    ['date,name\n1.2.1970,b\n', "line 2 has the date '1.2.1970'"],
    ['date,name\n1970-01-01,\n', 'line 2 has no name'],
    ['date,end_date,name\n1970-01-02,1970-01-01,a\n', 'line 2 ends on 1970-01-01, before it starts'],
    ['date,end_date,name\n1970-01-02,soon,a\n', "line 2 has the end_date 'soon'"],
    ['date,name,multiplier\n1970-01-02,a,-1\n', "line 2 has the multiplier '-1'"],
    ['date,name,multiplier\n1970-01-02,a,much\n', "line 2 has the multiplier 'much'"],
    ['date,name\n1970-01-01,"a\n', 'Quote Not Closed'],
  ])('that is none is refused, line by line: %j', async (text, why) => {
    await expect(read(text)).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining(why) });
  });
});
