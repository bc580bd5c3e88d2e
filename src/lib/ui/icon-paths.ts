/** Outlines of the icons, on a 24 by 24 grid, drawn with a 2-unit stroke. */
export const ICON_PATHS = {
  information: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v6M12 7.5v.01',
  success: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8 12.5l2.7 2.7L16 9.5',
  warning: 'M12 3.5 22 20.5H2L12 3.5ZM12 10v5M12 17.8v.01',
  error: 'M8 3h8l5 5v8l-5 5H8l-5-5V8l5-5ZM12 7.5v6M12 16.5v.01',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6 6 18',
  chevronDown: 'M6 9.5l6 6 6-6',
  chevronRight: 'M9.5 6l6 6-6 6',
  chevronLeft: 'M14.5 6l-6 6 6 6',
  document: 'M6 3h8l4 4v14H6V3ZM14 3v4h4M9 12h6M9 16h6',
  download: 'M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14',
  share: 'M12 15V4M8 7.5 12 3.5l4 4M7 11H5v9h14v-9h-2',
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5.5l3.5 2',
  list: 'M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01',
  mail: 'M3 6h18v12H3V6ZM3.5 6.5 12 13l8.5-6.5',
  building: 'M4 21V5l8-2v18M12 8h8v13M3 21h18M7.5 8v.01M7.5 12v.01M7.5 16v.01M16 12v.01M16 16v.01',
  shield: 'M12 3l8 3v6c0 4.5-3.2 7.8-8 9-4.8-1.2-8-4.5-8-9V6l8-3ZM8.5 12l2.5 2.5 4.5-4.5',
  upload: 'M12 16V5M7.5 9 12 4.5 16.5 9M5 20h14',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  offline: 'M3 3l18 18M8.5 15.5a5 5 0 0 1 6 0M5 12a10 10 0 0 1 4-2.4M13 9a10 10 0 0 1 6 3M12 19v.01',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6',
} as const;

/** Name of an icon in this kit. */
export type IconName = keyof typeof ICON_PATHS;
