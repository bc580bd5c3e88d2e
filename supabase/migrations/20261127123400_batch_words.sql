-- A word of the operation log, added before anything uses it (a new enum value is usable from the next transaction).
alter type public.operation_event add value 'batch_begun';
