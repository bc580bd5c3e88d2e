-- What the operation log and the mails come to speak of: the second factor of the contractor's signer.
alter type public.operation_event add value 'access_code_issued';
alter type public.operation_event add value 'access_code_locked';

alter type public.mail_kind add value 'signing_code';
alter type public.mail_kind add value 'access_code_locked_staff';
