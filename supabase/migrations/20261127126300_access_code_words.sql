-- What the operation log comes to speak of: an access code that staff take back.
alter type public.operation_event add value 'access_code_cancelled';
