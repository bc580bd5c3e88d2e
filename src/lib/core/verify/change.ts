import type { ByteSpan } from '../bytes/span.ts';

/**
 * Everything a later revision can do, in the verifier's words. What each permission level lets pass is in
 * `change-permission.ts`; a kind that is listed nowhere there is forbidden.
 */
export const CHANGE_KINDS = [
  'signature_field_added',
  'signature_field_filled',
  'document_timestamp_added',
  'signature_visible',
  'unsigned_signature_field_added',
  'dss_added',
  'dss_reduced',
  'dss_removed',
  'extensions_changed',
  'metadata_changed',
  'info_changed',
  'object_unused',
  'form_filled',
  'form_field_added',
  'form_field_removed',
  'form_field_changed',
  'form_changed',
  'annotation_added',
  'annotation_removed',
  'annotation_changed',
  'action_added',
  'page_changed',
  'page_tree_changed',
  'catalog_changed',
  'catalog_moved',
  'file_id_changed',
  'trailer_changed',
  'permissions_changed',
  'structure_changed',
  'object_changed',
  'object_freed',
  'object_shared',
  'reference_filled',
  'signature_changed',
  'unaccounted_bytes',
  'revision_unreadable',
] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number];

export type ChangeFacts = Readonly<{
  kind: ChangeKind;
  revision: number;
  objectNumber?: number;
  /** 1-based: the first page on which it may show. */
  page?: number;
  /** All of them, where an object is changed that pages use. */
  pages?: readonly number[];
  fieldName?: string;
  at?: ByteSpan;
  /** Name of a key or other detail, never prose. */
  detail?: string;
}>;
