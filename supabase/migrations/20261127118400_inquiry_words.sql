-- Words of inquiries, added before anything uses them (a new enum value is usable from the next transaction).
alter type public.operation_event add value 'inquiry_received';
alter type public.operation_event add value 'inquiry_answered';
alter type public.mail_kind add value 'inquiry_received';
alter type public.mail_kind add value 'inquiry_received_staff';
