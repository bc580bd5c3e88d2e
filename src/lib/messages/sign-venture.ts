/** What a link's holder reads about the 共同企業体 that it belongs to; part of `SIGN_JA`. */
export const SIGN_VENTURE_JA = {
  title: '共同企業体の構成員（署名の順）',
  lead: '構成員が1人ずつ順に署名します。前の構成員の署名が終わると、次の構成員にメールが届きます。',
  roles: { representative: '代表構成員', member: '構成員' },
  own: 'あなた',
  sealed: '署名済み',
  waiting: 'これから',
  others: 'ほかの構成員と発注者の署名',
  waitingMembers: 'ほかの構成員の署名待ち',
  waitingMembersText: 'ほかの構成員の署名をお待ちください。全員の署名が終わるとメールでお知らせします。',
};
