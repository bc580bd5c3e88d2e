-- Words of a mail that its own migration cannot use yet.
alter type public.mail_kind add value 'payment_slip_contractor';
alter type public.mail_kind add value 'guarantee_accepted_contractor';
