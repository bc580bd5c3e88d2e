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
