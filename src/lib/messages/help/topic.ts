/** A part of a help page: a heading with paragraphs, a list, a table, in that order. */
export interface HelpSection {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
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
