/** A4 and its margins, in points. */
export const PAGE = { width: 595.28, height: 841.89, left: 45, right: 45, top: 38, bottom: 46 } as const;
export const CONTENT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
