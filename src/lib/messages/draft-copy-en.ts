import type { DraftCopyWords } from './draft-copy.ts';

export const DRAFT_COPY_EN: DraftCopyWords = {
  title: 'A draft of the contract beforehand',
  lead: 'A copy marked as a draft on every page goes to the address of the accepted application. It can never be signed.',
  document: 'Document',
  expiresOn: 'Open until the end of',
  send: 'Send the draft',
  done: 'The draft was sent',
  list: 'Drafts that were sent',
  sentAt: 'Sent',
  viewed: 'Opened',
  unviewed: 'Not opened yet',
  until: 'Open until',
  states: { open: 'Open', over: 'Over', revoked: 'Closed' },
  revoke: 'Close it',
};
