-- A new word stands before what uses it: a value of an enum serves only after its transaction.
alter type public.job_kind add value 'push';
