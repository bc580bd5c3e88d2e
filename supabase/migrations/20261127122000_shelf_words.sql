-- The word of the shelf's mail, added before anything uses it (a new enum value is usable from the next transaction).
alter type public.mail_kind add value 'shelf_code';
