// Puts the same history again and again, in changing versions, until it is killed or, with a count, that often.
import { contacts, halfHours, LATE, put, WINTER } from './stored-history.ts';

const [root = '', times = 'Infinity'] = process.argv.slice(2);
const store = halfHours(root);
process.stdout.write('ready\n');
try {
  for (let i = 0; i < Number(times); i++) {
    await put(store, { ...WINTER, fetchedAt: LATE }, contacts(WINTER.from, WINTER.to, i % 3));
    process.stdout.write('put\n');
  }
} catch (error) {
  process.stderr.write(`${error}\n`);
  process.exitCode = 9;
}
