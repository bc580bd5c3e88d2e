import { expect, test } from 'vitest';
import { sqlError } from './db.ts';

test('carries over a refusal of SQL with its context', () => {
  const error = sqlError(
    'f',
    { code: 'PT409', message: 'ENVELOPE_CLOSED', details: '{"status":"declined"}' },
    409,
  );
  expect(error).toMatchObject({ name: 'Refusal', code: 'ENVELOPE_CLOSED', context: { status: 'declined' } });
});

test('a message that is no known code is a fault, whatever its SQLSTATE', () => {
  expect(sqlError('f', { code: 'PT409', message: 'SOMETHING_ELSE' }, 409).name).toBe('Fault');
});

test('a code raised as another error is a fault: it was not meant for a person', () => {
  expect(sqlError('f', { code: 'P0001', message: 'ENVELOPE_CLOSED' }, 500).name).toBe('Fault');
});

test('detail that is not JSON stays out of the context', () => {
  const error = sqlError('f', { code: 'PT404', message: 'ENVELOPE_NOT_FOUND', details: 'row 5 {' }, 404);
  expect(error).toMatchObject({ context: {} });
});

test('a full disk is said to be one', () => {
  expect(sqlError('f', { code: '53100', message: 'could not extend file' }, 500)).toMatchObject({
    code: 'STORAGE_FULL',
  });
});
