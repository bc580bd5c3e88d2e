import { isRefusalCode } from '../domain/refusal.ts';
import { CONSOLE_JA } from '../messages/console-screens.ts';
import { ENVELOPE_STATUS_JA, OPERATION_JA } from '../messages/console.ts';
import { LOG_JA } from '../messages/log.ts';
import { REFUSAL_JA } from '../messages/refusal.ts';
import type { ActorKind, OperationEvent } from '../domain/operation.ts';
import type { EnvelopeStatus } from '../domain/envelope.ts';
import { instantText } from './envelope-words.ts';

const ACTORS: Readonly<Record<ActorKind, string>> = {
  staff: CONSOLE_JA.envelope.actorStaff,
  contractor: CONSOLE_JA.envelope.actorContractor,
  service: CONSOLE_JA.envelope.actorService,
};

/** What a row of the log needs for its words. */
interface Row {
  readonly id: number;
  readonly at: string;
  readonly actor_kind: ActorKind;
  readonly actor_label: string | null;
  readonly event: OperationEvent;
  readonly title: string | null;
  readonly management_label: string | null;
  readonly document_name: string | null;
  readonly from_status: EnvelopeStatus | null;
  readonly to_status: EnvelopeStatus | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly context: Readonly<Record<string, unknown>> | null;
}

/** Who acted: kind, and the name where there is one. */
export function actorText(row: Pick<Row, 'actor_kind' | 'actor_label'>): string {
  return [ACTORS[row.actor_kind], row.actor_label].filter((part) => part !== null).join(' ');
}

/** The reason, comment or refusal that came with an operation, in words; empty where there is none. */
export function detailText(row: Pick<Row, 'context'> & { readonly document_name?: string | null }): string {
  const { code, comment, reason, member, reader, name } = row.context ?? {};
  const refused = isRefusalCode(code) ? REFUSAL_JA[code].happened : '';
  // For whom a reading link is, as its maker wrote it.
  const colleague = reader === undefined ? undefined : name;
  return [row.document_name, member, colleague, refused, comment, reason]
    .filter((part): part is string => typeof part === 'string' && part !== '')
    .join(' / ');
}

/** The log as rows of a table of text, headings first, for a CSV file. */
export function* operationRows(rows: readonly Row[]): Generator<readonly string[]> {
  yield Object.values(LOG_JA.csvColumns);
  for (const row of rows)
    yield [
      String(row.id),
      instantText(row.at, true),
      ACTORS[row.actor_kind],
      row.actor_label ?? '',
      OPERATION_JA[row.event],
      row.management_label ?? '',
      row.title ?? '',
      row.document_name ?? '',
      row.from_status === null ? '' : ENVELOPE_STATUS_JA[row.from_status],
      row.to_status === null ? '' : ENVELOPE_STATUS_JA[row.to_status],
      row.ip ?? '',
      row.user_agent ?? '',
      row.context === null || Object.keys(row.context).length === 0 ? '' : JSON.stringify(row.context),
    ];
}
