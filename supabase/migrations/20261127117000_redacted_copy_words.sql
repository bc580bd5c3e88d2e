-- By themselves: a value added to a list can be used only once the migration that adds it is in.

alter type public.document_kind add value 'redacted_certificate';
alter type public.job_kind add value 'redact';
alter type public.operation_event add value 'redacted_copy_requested';
alter type public.operation_event add value 'redacted_copy_made';
