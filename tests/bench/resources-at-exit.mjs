/**
 * `node --import ./resources-at-exit.mjs …`: when the program ends, writes one line of JSON to standard error: its
 * processor time, threads included, and the most memory it held in the first and the last third of its life.
 */
import process from 'node:process';
import { nowMb } from './process-memory.mjs';

const EVERY_MS = 100;
const samples = [];
setInterval(() => samples.push(nowMb()), EVERY_MS).unref();
process.once('exit', () => {
  const third = Math.max(1, Math.floor(samples.length / 3));
  const { user, system } = process.cpuUsage();
  const [firstMb, lastMb] = [samples.slice(0, third), samples.slice(-third)].map((part) => Math.max(...part));
  process.stderr.write(`${JSON.stringify({ cpuMs: (user + system) / 1000, firstMb, lastMb })}\n`);
});
