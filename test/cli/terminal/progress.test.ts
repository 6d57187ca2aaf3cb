import { describe, expect, it } from 'vitest';
import { type Progress, type ProgressMode, progressMode, withProgress } from '../../../src/cli/terminal/progress.ts';

const CLEAR = '\r\u001B[2K';

async function written(
  mode: ProgressMode,
  work: (progress: Progress, wait: (ms: number) => void) => void,
  columns = 80,
): Promise<string> {
  let text = '';
  let clockMs = 0;
  const stream = { columns, write: (more: string) => (text += more) };
  const wait = (ms: number): void => {
    clockMs += ms;
  };
  await withProgress(
    stream,
    mode,
    () => clockMs,
    async (progress) => work(progress, wait),
  ).catch((error: Error) => {
    text += `<${error.message}>`;
  });
  return text;
}

describe('the way of showing progress', () => {
  const onTerminal = { noProgressFlag: false, quiet: false, verbose: false, isTTY: true, env: {} };
  it.each([
    ['on a terminal', {}, 'redraw'],
    ['with --no-progress', { noProgressFlag: true, verbose: true }, 'silent'],
    ['with --quiet', { quiet: true }, 'silent'],
    ['from cron', { isTTY: false }, 'silent'],
    ['in a verbose log', { isTTY: false, verbose: true }, 'log'],
    ['on a dumb terminal', { env: { TERM: 'dumb' } }, 'silent'],
    ['in continuous integration', { env: { CI: 'true' } }, 'silent'],
    ['in a verbose run of continuous integration', { env: { CI: 'true' }, verbose: true }, 'log'],
  ])('%s', (_, change, mode) => {
    expect(progressMode({ ...onTerminal, ...change })).toBe(mode);
  });
});

describe('progress on a terminal', () => {
  it('is one line that is drawn anew and gone at the end', async () => {
    const text = await written('redraw', (progress, wait) => {
      progress.phase('fetching', 4);
      wait(100);
      progress.advance();
      wait(100);
      progress.advance(2);
      progress.phase('fitting');
    });
    expect(text.split(CLEAR)).toEqual([
      '',
      'fetching 0/4 (0 %)',
      'fetching 1/4 (25 %)',
      'fetching 3/4 (75 %)',
      'fitting',
      '',
    ]);
  });

  it('tells why it waits, and then counts on from where it was', async () => {
    const text = await written('redraw', (progress) => {
      progress.pause('waiting for a login');
      progress.phase('fetching', 4);
      progress.advance();
      progress.pause('waiting 7 s');
      progress.advance();
    });
    expect(text.split(CLEAR)).toEqual([
      ...['', 'waiting for a login', 'fetching 0/4 (0 %)', 'waiting 7 s', 'fetching 2/4 (50 %)', ''],
    ]);
  });

  it('is gone also when the work fails, and the error goes on', async () => {
    const text = await written('redraw', (progress) => {
      progress.phase('fetching');
      throw new Error('cut off');
    });
    expect(text).toBe(`${CLEAR}fetching${CLEAR}<cut off>`);
  });

  it('is drawn ten times a second at most', async () => {
    const text = await written('redraw', (progress, wait) => {
      progress.phase('counting');
      for (let item = 0; item < 1000; item++) {
        wait(1);
        progress.advance();
      }
    });
    expect(text.split(CLEAR).length).toBe(1 + 1 + 10 + 1);
    expect(text).toContain(`${CLEAR}counting 1000${CLEAR}`);
  });

  it('stays within one line of the terminal', async () => {
    expect(await written('redraw', (progress) => progress.phase('x'.repeat(100)), 20)).toBe(
      `${CLEAR}${'x'.repeat(19)}${CLEAR}`,
    );
  });

  it('makes room for other lines, and comes back below them', async () => {
    const text = await written('redraw', (progress) => {
      progress.above('before\n');
      progress.phase('fetching');
      progress.above('warning\n');
    });
    expect(text).toBe(`before\n${CLEAR}fetching${CLEAR}warning\n${CLEAR}fetching${CLEAR}`);
  });

  it('writes nothing when the work has no phase', async () => {
    expect(await written('redraw', (progress) => progress.advance())).toBe('');
  });
});

describe('progress in a verbose log', () => {
  it('is a plain line per phase and per ten seconds', async () => {
    const text = await written('log', (progress, wait) => {
      progress.phase('fetching \u001B[31mqueue', 4);
      progress.advance();
      wait(9_999);
      progress.advance();
      wait(1);
      progress.advance();
      progress.above('warning\n');
      progress.pause('waiting 7 s');
      progress.phase('fitting', 0);
    });
    expect(text).toBe('fetching queue 0/4 (0 %)\nfetching queue 3/4 (75 %)\nwarning\nwaiting 7 s\nfitting 0/0\n');
  });
});

describe('silent progress', () => {
  it('writes other lines only', async () => {
    const text = await written('silent', (progress) => {
      progress.phase('fetching');
      progress.advance();
      progress.pause('waiting 7 s');
      progress.above('warning\n');
    });
    expect(text).toBe('warning\n');
  });
});
