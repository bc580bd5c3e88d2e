/** What the viewer's counter says where one document is shown by itself. */
export const VIEWER_JA = {
  counter: (page: number, total: number): string => `${String(page)}／${String(total)}ページ`,
} as const;
export const VIEWER_EN = {
  counter: (page: number, total: number): string => `page ${String(page)} of ${String(total)}`,
} as const;
