-- Words of applications that take one another's place, added before anything uses them.
alter type public.operation_event add value 'application_superseded';
alter type public.operation_event add value 'application_mailed_again';
alter type public.mail_kind add value 'application_change_notice';
alter type public.mail_kind add value 'application_superseded';
alter type public.mail_kind add value 'application_bounced_staff';
