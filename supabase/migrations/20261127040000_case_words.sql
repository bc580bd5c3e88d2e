-- What the operation log and the mails come to speak of: rules, cases, applications.
alter type public.operation_event add value 'rules_published';
alter type public.operation_event add value 'case_saved';
alter type public.operation_event add value 'case_scope_overridden';
alter type public.operation_event add value 'application_received';
alter type public.operation_event add value 'application_accepted';
alter type public.operation_event add value 'application_returned';
alter type public.operation_event add value 'application_refused';
alter type public.operation_event add value 'attachment_received';
alter type public.operation_event add value 'attachment_viewed';
alter type public.operation_event add value 'acceptance_withdrawn';

alter type public.mail_kind add value 'application_code';
alter type public.mail_kind add value 'application_received';
alter type public.mail_kind add value 'application_received_staff';
alter type public.mail_kind add value 'application_accepted';
alter type public.mail_kind add value 'application_returned';
alter type public.mail_kind add value 'application_refused';
alter type public.mail_kind add value 'paper_contractor';
alter type public.mail_kind add value 'paper_staff';
