import { expect, test } from 'vitest';
import { fakePorts } from '../../../tests/functions/fake-ports.ts';
import { Outage } from '../_shared/refusal.ts';
import { httpAuthorities } from '../_shared/tsa.ts';
import { handle } from './handler.ts';
import type { JobPorts } from './ports.ts';

function unused(): never {
  throw new Error('not part of this test');
}

function jobPorts() {
  const base = fakePorts({});
  const ports: JobPorts = {
    ...base,
    key: () => Promise.reject(new Outage('KEY_UNAVAILABLE', null)),
    sheetKey: () => Promise.resolve(null),
    authorities: httpAuthorities(['http://name:secret@tsa.example/tsa']),
    revocation: { ocsp: unused, crl: unused, certificate: unused },
    mail: { send: unused },
    sms: null,
    fonts: unused,
    every: () => () => undefined,
    worker: 'w',
  };
  return { ports, calls: base.calls };
}

const ask = (ports: JobPorts, method: string, route: string, secret: string): Promise<Response> =>
  handle(
    new Request(`http://functions.example/jobs/${route}`, {
      method,
      headers: { authorization: `Bearer ${secret}` },
    }),
    ports,
  );

test.each([
  ['GET', 'health'],
  ['POST', 'rewrap'],
])('%s /jobs/%s does nothing for who does not know the secret', async (method, route) => {
  const { ports, calls } = jobPorts();
  expect((await ask(ports, method, route, 'wrong')).status).toBe(401);
  expect(calls).toEqual([]);
});

test('says by code what keeps every envelope from being concluded, and no password', async () => {
  const { ports } = jobPorts();
  const answer = await ask(ports, 'GET', 'health', ports.config.jobsSecret);
  const text = await answer.text();
  expect(JSON.parse(text)).toEqual({
    mode: 'development',
    blockedBy: 'KEY_UNAVAILABLE',
    key: { code: 'KEY_UNAVAILABLE' },
    authorities: [{ url: 'http://tsa.example/tsa', state: 'untried', since: null, reason: null }],
    testOnly: false,
    accreditation: null,
  });
  expect(text).not.toContain('secret');
});
