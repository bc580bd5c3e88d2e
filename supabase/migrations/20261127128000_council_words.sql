-- Words of the council's vote that its own migration cannot use yet.
alter type public.operation_event add value 'council_vote_recorded';
alter type public.mail_kind add value 'council_passed_contractor';
alter type public.mail_kind add value 'council_rejected_contractor';
