-- By themselves: a value added to a list can be used only once the migration that adds it is in.

alter type public.job_kind add value 'renew';
alter type public.operation_event add value 'renewed';
