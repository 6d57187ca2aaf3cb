// Tries for the lock again and again and logs each entry and exit. Often it leaves the lock as a process that died would, with
// the number of a process that is gone. Or, told so, it exits while it holds the lock.
import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../src/errors.ts';
import { withWriterLock } from '../../src/store/writer-lock.ts';

const [lock = '', log = '', deadPid = ''] = process.argv.slice(2);
if (deadPid === 'exit') await withWriterLock(lock, async () => process.exit(3));

function leaveAsDead(): void {
  const holder = JSON.parse(readFileSync(lock, 'utf8'));
  const aside = `${log}.${process.pid}`;
  writeFileSync(aside, JSON.stringify({ ...holder, token: randomUUID(), pid: Number(deadPid) }));
  renameSync(aside, lock);
}

for (let attempt = 0; attempt < 60; attempt++) {
  try {
    await withWriterLock(lock, async () => {
      appendFileSync(log, `${process.pid} in\n`);
      await wait(1);
      appendFileSync(log, `${process.pid} out\n`);
      if (attempt % 3 !== 0) leaveAsDead();
    });
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode !== 75) throw error;
  }
  await wait(Math.random() * 3);
}
