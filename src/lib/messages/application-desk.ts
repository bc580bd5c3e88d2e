import type { ApplicationMailKind } from './application-mail.ts';
import { STAFF_JA } from './staff.ts';
import type { Texts } from './common.ts';

/** What staff read around applications that change: corrections, superseding, mails that do not arrive. */
export const APPLICATION_DESK_JA = {
  desk: {
    kinds: {
      application: '利用申請の審査待ち',
      application_bounced: '申請のメール不達',
      correction: 'あて先の訂正が必要',
      application_returned: '利用申請の修正待ち',
    },
    who: {
      application: '起案者',
      application_bounced: '起案者',
      correction: '起案者',
      application_returned: '受注者',
    },
    since: STAFF_JA.desk.since,
  },
  receipt: '受付番号',
  version: (number: string, version: number): string =>
    version > 1 ? `${number}（第${String(version)}版）` : number,
  supersededBy: (number: string): string => `受付番号 ${number} に置き換わりました。`,
  language: '申請に使った言語',
  languages: { ja: '日本語', easy: 'やさしい日本語', en: '英語' },
  returnFields: '直していただくところ',
  returnFieldsHint: '選んだところに、理由が表示されます。選ばなくても差し戻せます。',
  fields: {
    company: '会社名',
    principalTitle: '名義人の役職',
    principalName: '名義人の氏名',
    email: 'メールアドレス',
    contactName: '担当者の氏名',
    contactPhone: '担当者の電話番号',
  },
  returnText:
    '理由を書いたメールが申請者に届きます。フォームから届いた申請では、メールのリンク（30日間有効）から、前に入力した内容を開いて直せます。',
  supersede: {
    title: '受理済みの申請と置き換えますか',
    text: 'この案件には、受理済みの申請があります。受理すると、前の申請はこの申請に置き換わります。',
    check: '前の申請の連絡先に電話などで、変更に間違いがないかを確かめてから受理してください。',
    before: '前の申請',
    after: 'この申請',
    follows:
      '作成中の封筒のあて先は、この申請に合わせて変わります。送信済みの封筒は、署名できなくなります。受理した後に、封筒の画面で「宛先を訂正して再送する」を押してください。',
    act: '置き換えて受理する',
    also: 'この案件には受理済みの申請があります。内容を確かめて、置き換えるか、却下してください。',
  },
  correction: {
    title: '送信済みの封筒のあて先を訂正してください',
    text: '次の封筒は、前の申請のメールアドレスに送られています。封筒の画面で「宛先を訂正して再送する」を押し、新しい申請のメールアドレスを入力してください。それまで、受注者は署名できません。',
  },
  bounced: {
    title: '申請者へのメールが届きませんでした（不達）',
    text: '申請者の電話番号などに連絡し、メールアドレスを確かめてください。',
    wrong:
      'アドレスが違うときは、正しいアドレスで新しく申請してもらってください。受理すると、この申請と置き換わります。',
    right: 'アドレスが正しいとき（受信箱がいっぱい、受信の制限など）は、直った後にもう一度送れます。',
    code: '相手のサーバーの応答',
    again: 'もう一度送る',
    sent: 'もう一度送りました。',
  },
  mails: {
    title: '申請者へのメール',
    status: { queued: '送信待ち', sent: '送信済み', failed: '不達', cancelled: '取消し' },
    kinds: {
      application_code: '確認コード',
      application_received: '受付のお知らせ',
      application_received_staff: '申請が届いたお知らせ',
      application_accepted: '受理のお知らせ',
      application_returned: '差戻しのお知らせ',
      application_refused: '却下のお知らせ',
      draft_copy: '契約書案の送付',
      application_change_notice: '別の申請が届いたお知らせ',
      application_superseded: '申請の置き換えのお知らせ',
      application_bounced_staff: '不達のお知らせ',
    } satisfies Record<ApplicationMailKind, string>,
  },
} as const;

/** What a translation has to hold. */
export type ApplicationDeskWords = Texts<typeof APPLICATION_DESK_JA>;

/** English beside it. */
export const APPLICATION_DESK_EN: ApplicationDeskWords = {
  desk: {
    kinds: {
      application: 'Application to be decided on',
      application_bounced: 'Mail to the applicant came back',
      correction: 'Recipient to be corrected',
      application_returned: 'Application being corrected',
    },
    who: {
      application: 'Drafter',
      application_bounced: 'Drafter',
      correction: 'Drafter',
      application_returned: 'Contractor',
    },
    since: 'waiting since',
  },
  receipt: 'Receipt number',
  version: (number, version) => (version > 1 ? `${number} (version ${String(version)})` : number),
  supersededBy: (number) => `Superseded by receipt number ${number}.`,
  language: 'Language of the form',
  languages: { ja: 'Japanese', easy: 'Easy Japanese', en: 'English' },
  returnFields: 'What is to be corrected',
  returnFieldsHint: 'The reason is shown at what you choose; it may be nothing.',
  fields: {
    company: 'Company',
    principalTitle: 'Title of the named party',
    principalName: 'Name of the named party',
    email: 'Mail address',
    contactName: 'Contact person',
    contactPhone: 'Telephone',
  },
  returnText:
    'A mail with the reason goes to the applicant. What came by the form can be opened and corrected by the link of that mail for 30 days.',
  supersede: {
    title: 'Accept in the place of the accepted one?',
    text: 'Another application of this case is accepted. If you accept this one, it takes that one’s place.',
    check:
      'First ask the contact of the earlier application, by telephone or the like, whether the change is right.',
    before: 'Earlier',
    after: 'This one',
    follows:
      'Drafts follow this application. Envelopes that were sent can no longer be signed: correct their recipient afterwards.',
    act: 'Accept in its place',
    also: 'Another application of this case is accepted. Check this one, and accept it in its place or refuse it.',
  },
  correction: {
    title: 'Correct the recipient of envelopes that were sent',
    text: 'These went to the address of the earlier application. Correct the recipient on the page of the envelope; until then the contractor cannot sign.',
  },
  bounced: {
    title: 'A mail to the applicant came back',
    text: 'Call the applicant and check the mail address.',
    wrong:
      'Where it is wrong, ask for a new application with the right one; once accepted it takes this one’s place.',
    right: 'Where it is right (a full mailbox, a filter), send it again once that is mended.',
    code: 'Answer of the server',
    again: 'Send again',
    sent: 'It was sent again.',
  },
  mails: {
    title: 'Mails to the applicant',
    status: { queued: 'Waiting', sent: 'Sent', failed: 'Came back', cancelled: 'Cancelled' },
    kinds: {
      application_code: 'Code',
      application_received: 'Receipt',
      application_received_staff: 'Arrival',
      application_accepted: 'Acceptance',
      application_returned: 'Return',
      application_refused: 'Refusal',
      draft_copy: 'Draft of the contract',
      application_change_notice: 'Another application arrived',
      application_superseded: 'Superseded',
      application_bounced_staff: 'Came back',
    },
  },
};
