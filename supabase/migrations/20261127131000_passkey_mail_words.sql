-- The words of the mails about a passkey, added before anything uses them (a new enum value is usable from the next transaction).
alter type public.mail_kind add value 'passkey_added';
alter type public.mail_kind add value 'passkey_removed';
