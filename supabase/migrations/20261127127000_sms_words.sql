-- What the operation log and the outbox come to speak of: the mobile number of a signer, and the code sent to it.
alter type public.operation_event add value 'mobile_saved';
alter type public.mail_kind add value 'signing_code_sms';
