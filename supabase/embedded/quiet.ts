/** Banners of packages that would stand between the stack's own lines, each true but nothing to act on. */
const BANNERS = ['EXPERIMENTAL FEATURES ENABLED', 'MailDev API running'];

/** Runs `work` while those banners, and nothing else, are kept off the console. */
export async function withoutBanners<T>(work: () => Promise<T>): Promise<T> {
  const { warn, info } = console;
  const filtered =
    (say: (...values: unknown[]) => void) =>
    (...values: unknown[]): void => {
      if (!BANNERS.some((banner) => String(values[0]).startsWith(banner))) say(...values);
    };
  console.warn = filtered(warn);
  console.info = filtered(info);
  try {
    return await work();
  } finally {
    console.warn = warn;
    console.info = info;
  }
}

/**
 * Keeps refusals off the console for good: lite prints every SQL error with its stack, but SQLSTATE `PT4xx` is an
 * answer to a person, who gets it, and nothing to act on here.
 */
export function withoutRefusals(): void {
  const { error } = console;
  if (silenced.has(error)) return;
  const filtered = (...values: unknown[]): void => {
    const code = (values[0] as { code?: unknown } | null | undefined)?.code;
    if (typeof code !== 'string' || !/^PT4\d\d$/.test(code)) error(...values);
  };
  silenced.add(filtered);
  console.error = filtered;
}

const silenced = new WeakSet<(...values: unknown[]) => void>();
