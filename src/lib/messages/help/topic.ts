/** A part of a help page: a heading with paragraphs, a list, a table, in that order. */
export interface HelpSection {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Of the paragraphs and the list, where they are not in the language of the page, やさしい日本語 included. */
  readonly lang?: 'ja';
  /** A line before the paragraphs that says so. */
  readonly note?: string;
  readonly items?: readonly string[];
  readonly table?: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** One help page. `id` is its address, `/help/<id>`. */
export interface HelpTopic {
  readonly id: string;
  readonly title: string;
  /** One line for the table of contents. */
  readonly summary: string;
  readonly sections: readonly HelpSection[];
}
