import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * Resident memory of this process in megabytes: of now, and its peak since the last `resetPeak`. Where there is no
 * /proc, both are Node's own figures and the peak is that of the whole life.
 */
function residentMb(field) {
  return (
    Number(new RegExp(`${field}:\\s*(\\d+)`).exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024
  );
}

const onLinux = existsSync('/proc/self/status');

/** @returns megabytes of now. */
export function nowMb() {
  return onLinux ? residentMb('VmRSS') : process.memoryUsage.rss() / 2 ** 20;
}

/** @returns megabytes at most since the last `resetPeak`. */
export function peakMb() {
  return onLinux ? residentMb('VmHWM') : process.resourceUsage().maxRSS / 1024;
}

/** Lets the kernel's peak begin anew (proc(5), clear_refs). */
export function resetPeak() {
  if (onLinux) writeFileSync('/proc/self/clear_refs', '5');
}

/** How often an act is repeated once it is warm. */
const WARM_RUNS = 9;

/**
 * Runs an act once cold and then until warm, and says what it took.
 *
 * @param act - answers milliseconds that are not its own (an authority's answer), or nothing.
 * @param runtimeMb - resident memory before the file was read: programs loaded, nothing done.
 * @returns milliseconds (the best of the warm ones, which other work disturbed least), milliseconds of processor, megabytes above `runtimeMb`.
 */
export async function measured(act, runtimeMb) {
  const time = async () => {
    const begin = performance.now();
    const foreign = (await act()) ?? 0;
    return performance.now() - begin - foreign;
  };
  const coldMs = await time();
  const warm = [];
  const before = process.cpuUsage();
  for (let i = 0; i < WARM_RUNS; i += 1) warm.push(await time());
  const cpu = process.cpuUsage(before);
  return {
    coldMs,
    warmMs: Math.min(...warm),
    cpuMs: (cpu.user + cpu.system) / 1000 / WARM_RUNS,
    peakMb: peakMb() - runtimeMb,
  };
}
