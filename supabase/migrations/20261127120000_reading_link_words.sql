-- What the operation log comes to say of reading links.
alter type public.operation_event add value 'reading_link_made';
alter type public.operation_event add value 'reading_link_ended';
alter type public.operation_event add value 'reading_link_read';
