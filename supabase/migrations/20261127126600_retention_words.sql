-- What the operation log comes to speak of: a contract that is kept for longer.
alter type public.operation_event add value 'retention_extended';
