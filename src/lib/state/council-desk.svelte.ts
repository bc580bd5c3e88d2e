import { readStandings, readVotes, recordVote, type CouncilVoteRow } from '../data/council.ts';
import { readVote, type StandingFacts, type VoteRefusals } from '../domain/contract-standing.ts';
import { japanDateOf } from '../domain/japan-time.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** 契約区分 of one envelope on the desk, and what the council decided of a 仮契約. */
export class CouncilDesk {
  /** Null until it is read, and where the envelope has no case. */
  standing = $state.raw<StandingFacts | null>(null);
  /** Newest first: the first one counts. */
  votes = $state.raw<readonly CouncilVoteRow[]>([]);
  /** What is typed; an error leaves it as it is. */
  typed = $state({ outcome: '', votedOn: '', billNumber: '' });
  refused = $state.raw<VoteRefusals>({});
  /** Nothing differs from the record that counts. */
  unchanged = $state(false);
  editing = $state(false);
  recorded = $state(false);
  busy = $state(false);
  refusal = $state<RefusalCode | null>(null);
  readonly newest = $derived(this.votes[0] ?? null);
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  async load(envelopeId: string): Promise<void> {
    const standings = this.#session.watch(await readStandings([envelopeId]));
    if (!standings.ok) {
      this.refusal = standings.code;
      return;
    }
    this.standing = standings.value[envelopeId] ?? null;
    if (this.standing?.contractKind !== 'provisional') return;
    const votes = this.#session.watch(await readVotes(envelopeId));
    if (votes.ok) this.votes = votes.value;
    else this.refusal = votes.code;
  }

  /** Opens the form, with the record that counts in it. */
  edit(): void {
    const { newest } = this;
    if (newest !== null)
      this.typed = {
        outcome: newest.outcome,
        votedOn: newest.voted_on,
        billNumber: newest.bill_number ?? '',
      };
    this.refused = {};
    this.unchanged = false;
    this.recorded = false;
    this.editing = true;
  }

  /**
   * Records what is typed; false where a field or SQL refuses it.
   *
   * @param concludedAt - ISO, UTC.
   * @param today - `YYYY-MM-DD` in JST.
   */
  async record(envelopeId: string, concludedAt: string, today: string): Promise<boolean> {
    if (this.busy) return false;
    const read = readVote(this.typed, japanDateOf(concludedAt), today);
    this.refused = read.ok ? {} : read.refused;
    this.refusal = null;
    if (!read.ok) return false;
    const { outcome, votedOn, billNumber } = read.vote;
    const { newest } = this;
    this.unchanged =
      newest?.outcome === outcome && newest.voted_on === votedOn && newest.bill_number === billNumber;
    if (this.unchanged) return false;
    this.busy = true;
    const answer = this.#session.watch(await recordVote(envelopeId, read.vote));
    if (answer.ok) {
      this.recorded = true;
      this.editing = false;
      await this.load(envelopeId);
    } else this.refusal = answer.code;
    this.busy = false;
    return answer.ok;
  }
}
