/** Calls `POST /functions/v1/jobs/tick` again and again: here what pg_cron does on hosted Supabase. */
export type JobTicker = Readonly<{ stop(): void }>;

/**
 * Ticks at once and then every `everyMs`; never two at a time. A failure is logged once, until another one or none.
 */
export function startJobTicker(options: {
  url: string;
  secret: string;
  everyMs: number;
  log: (line: string) => void;
}): JobTicker {
  let stopped = false;
  let lastTrouble = '';
  let timer: NodeJS.Timeout | undefined;
  const tick = async (): Promise<void> => {
    let trouble = '';
    try {
      const response = await fetch(options.url, {
        method: 'POST',
        headers: { authorization: `Bearer ${options.secret}`, 'content-type': 'application/json' },
        body: '{}',
        signal: AbortSignal.timeout(120_000),
      });
      const text = await response.text();
      if (!response.ok) trouble = `[jobs] tick answered ${response.status} ${text.slice(0, 200)}`;
    } catch (error) {
      trouble = `[jobs] tick failed: ${(error as Error).message}`;
    }
    if (stopped) return;
    if (trouble && trouble !== lastTrouble) options.log(trouble);
    lastTrouble = trouble;
    timer = setTimeout(() => void tick(), options.everyMs);
  };
  void tick();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
