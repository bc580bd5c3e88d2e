import type { ApplicationStatus } from '../domain/application.ts';
import { APPLICATION_STATUS_JA } from '../messages/cases.ts';

const TONES = {
  received: 'waiting',
  accepted: 'done',
  returned: 'active',
  refused: 'stopped',
  superseded: 'neutral',
  withdrawn: 'stopped',
} as const satisfies Record<ApplicationStatus, string>;

/** The word and the tone of an application's status. */
export function applicationStatusOf(status: ApplicationStatus) {
  return { label: APPLICATION_STATUS_JA[status], tone: TONES[status] };
}
