-- A word of a mail that its own migration cannot use yet.
alter type public.mail_kind add value 'venture_ended_contractor';
