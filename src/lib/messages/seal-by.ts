/** How late the last seal comes after the written 契約締結日; days and dates are texts of the reader's calendar. */
interface SealByFacts {
  /** 契約締結日. */
  readonly contractOn: string;
  readonly days: number;
  /** The last day on which the seal was expected. */
  readonly by: string;
  /** 署名期限, or the day of the last seal. */
  readonly on: string;
}

/** Warnings that the last seal falls later after 契約締結日 than the rules expect; nothing is blocked by them. */
export const SEAL_BY_JA = {
  planned: {
    title: '署名期限が、契約締結日からの目安より後です',
    text: ({ contractOn, days, by, on }: SealByFacts): string =>
      `契約書に書いた契約締結日は${contractOn}です。最後の署名は、この日から${String(days)}日以内（${by}まで）を目安にしています。署名期限は${on}なので、最後の署名が目安より遅くなることがあります。日付に誤りがないか確かめてください。このまま進めることもできます。`,
  },
  waiting: {
    title: '契約締結日から、目安の日数を過ぎています',
    text: ({ contractOn, days, by }: SealByFacts): string =>
      `契約書に書いた契約締結日は${contractOn}です。最後の署名は、この日から${String(days)}日以内（${by}まで）を目安にしています。これから署名すると、目安より遅くなります。日付の扱いを確かめてください。署名は、このまま続けられます。`,
  },
  sealed: {
    title: '最後の署名は、契約締結日からの目安より後でした',
    text: ({ contractOn, days, by, on }: SealByFacts): string =>
      `契約書に書いた契約締結日は${contractOn}、最後の署名は${on}です。目安は、契約締結日から${String(days)}日以内（${by}まで）です。遅くなった理由の記録が必要なときは、決裁の書類に残してください。`,
  },
  /** On a row of 「待っているもの」. */
  row: (by: string): string => `契約締結日からの目安（${by}まで）を過ぎています`,
};

type Words<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: never[]) => string
      ? T[K]
      : Words<T[K]>;
};

export const SEAL_BY_EN: Words<typeof SEAL_BY_JA> = {
  planned: {
    title: 'The deadline is later than expected after the contract date',
    text: ({ contractOn, days, by, on }) =>
      `The contract names ${contractOn} as its date, and the last signature is expected within ${String(days)} days of it (by ${by}). The deadline is ${on}, so it may come later. Check the dates. You may go on.`,
  },
  waiting: {
    title: 'More days than expected have passed since the contract date',
    text: ({ contractOn, days, by }) =>
      `The contract names ${contractOn} as its date, and the last signature is expected within ${String(days)} days of it (by ${by}). A signature from now on comes later. Check what this means for the date. Signing goes on as usual.`,
  },
  sealed: {
    title: 'The last signature came later than expected after the contract date',
    text: ({ contractOn, days, by, on }) =>
      `The contract names ${contractOn} as its date; the last signature is of ${on}. Expected were ${String(days)} days (by ${by}). Keep the reason with your decision where it has to be on record.`,
  },
  row: (by) => `Later than expected after the contract date (by ${by})`,
};
