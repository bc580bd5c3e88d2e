/** Sentences of 「待っているもの」 beside its rows. */
export const DESK_JA = {
  /** @param days - whole days to 署名期限, JST; negative once it has passed. */
  deadline: (days: number): string =>
    days < 0
      ? '署名期限を過ぎています'
      : days === 0
        ? '署名期限は今日です'
        : `署名期限まで、あと${String(days)}日`,
  inquiries: (count: number, more: boolean): string =>
    `まだ回答していない問い合わせが${String(count)}件${more ? '以上' : ''}あります`,
  openInquiries: '問い合わせを開く',
};

export const DESK_EN: typeof DESK_JA = {
  deadline: (days) =>
    days < 0
      ? 'The deadline has passed'
      : days === 0
        ? 'The deadline is today'
        : `Days to the deadline: ${String(days)}`,
  inquiries: (count, more) => `Inquiries without an answer: ${String(count)}${more ? ' or more' : ''}`,
  openInquiries: 'Open the inquiries',
};
