/** `node src/check-log.ts FILE`: follows the log's chain; exit 1 with the line where it breaks. */
import { readFileSync } from 'node:fs';
import { checkLog } from './log.ts';

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Usage: node src/check-log.ts FILE');
  process.exit(2);
}
const { lines, last, problem } = checkLog(readFileSync(file, 'utf8'));
console.log(problem ?? `${lines} lines, the last is ${last}`);
process.exit(problem === null ? 0 : 1);
