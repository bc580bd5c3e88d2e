-- What the operation log and the mails come to speak of: the guarantee of a contract, its originals, 契約書案.
alter type public.operation_event add value 'guarantee_submitted';
alter type public.operation_event add value 'guarantee_accepted';
alter type public.operation_event add value 'guarantee_returned';
alter type public.operation_event add value 'original_recorded';
alter type public.operation_event add value 'draft_copy_sent';
alter type public.operation_event add value 'draft_copy_viewed';
alter type public.operation_event add value 'draft_copy_revoked';

alter type public.mail_kind add value 'guarantee_submitted_staff';
alter type public.mail_kind add value 'guarantee_returned_contractor';
alter type public.mail_kind add value 'draft_copy';
