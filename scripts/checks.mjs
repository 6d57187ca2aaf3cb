// Runs npm scripts side by side, since each keeps only one core busy, and prints what each says when it is done.
// Run: node scripts/checks.mjs types lint imports dead
import { spawn } from 'node:child_process';

const ended = await Promise.all(
  process.argv.slice(2).map(
    (name) =>
      new Promise((resolve, reject) => {
        const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] });
        const heard = [];
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => heard.push(chunk));
        child.on('error', reject);
        child.on('close', (code) => {
          process.stdout.write(Buffer.concat(heard));
          resolve(code === 0);
        });
      }),
  ),
);
if (ended.includes(false)) process.exitCode = 1;
