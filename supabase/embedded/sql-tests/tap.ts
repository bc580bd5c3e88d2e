/** What one test file said. */
export type TapResult = Readonly<{
  planned: number | null;
  passed: number;
  failed: readonly string[];
  lines: readonly string[];
}>;

/**
 * Reads TAP lines as pgTAP's functions return them.
 *
 * @param lines - in order; a result may hold several lines, and other queries' values, which are left out. `# TODO` failures count as passed, as prove counts them.
 */
export function readTap(lines: readonly string[]): TapResult {
  const single = lines.flatMap((l) => l.split('\n')).filter((l) => /^(ok |not ok |1\.\.|#)/.test(l));
  let planned: number | null = null;
  let passed = 0;
  const failed: string[] = [];
  single.forEach((line, i) => {
    const plan = /^1\.\.(\d+)/.exec(line);
    if (plan) planned = Number(plan[1]);
    else if (/^ok \d+/.test(line) || /^not ok .*# TODO/i.test(line)) passed++;
    else if (/^not ok \d+/.test(line)) {
      const why = single.slice(i + 1).findIndex((l) => !l.startsWith('#'));
      failed.push([line, ...single.slice(i + 1, why < 0 ? undefined : i + 1 + why)].join('\n'));
    }
  });
  return { planned, passed, failed, lines: single };
}

/** Whether a file passed: a plan, all of it run, nothing failed. */
export function tapPassed(result: TapResult): boolean {
  return result.failed.length === 0 && result.planned !== null && result.passed === result.planned;
}
