import type { CheckCode } from '../core/verify/report.ts';
import type { CheckText } from './check-text.ts';

export const REPORT_JA = {
  PDF_HEADER: {
    asks: 'ファイルはPDFとして始まっていますか。',
    failed: 'ファイルの先頭がPDFの形式ではありません。',
  },
  PDF_XREF: {
    asks: '文書の目次（相互参照表）は、途切れずに読めますか。',
    failed: '文書の目次（相互参照表）に誤りがあり、ソフトによって違う内容が表示されるおそれがあります。',
  },
  PDF_OBJECTS: {
    asks: '文書の部品は、目次のとおりの位置に正しい形式でありますか。',
    failed: '文書の部品に、目次と合わないもの、又は壊れたものがあります。',
  },
  PDF_ENCRYPTION: {
    asks: '暗号化されていない文書ですか。',
    failed: '暗号化されているため、検証できません。パスワードを外した元の文書を用意してください。',
  },
  PDF_XFA: {
    asks: '表示の内容が文書のページに定まっていますか（XFAフォームではありませんか）。',
    failed: 'XFAフォームを含むため、表示される内容と署名の対象が同じか判定できません。',
  },
  PDF_DUPLICATE_KEYS: {
    asks: '同じ項目が二重に書かれていませんか。',
    failed: '同じ項目が二重に書かれていて、ソフトによって違う内容が表示されるおそれがあります。',
  },
  PDF_HYBRID: {
    asks: '新旧二つの目次がある場合、同じ内容を指していますか。',
    failed: '新旧二つの目次が違う内容を指しています。',
  },
  PDF_LIMITS: {
    asks: '文書の大きさと複雑さは、検証できる範囲ですか。',
    failed: '文書が大きすぎるか複雑すぎるため、すべてを調べられませんでした。',
  },
  PDF_ACTIVE_CONTENT: {
    asks: '表示を変える仕組み（スクリプト、切替えレイヤー、外部参照）はありませんか。',
    failed: '表示を変えうる仕組みが含まれています。表示された内容が署名時と同じとは限りません。',
  },
  PDF_TAIL: {
    asks: '文書の終わりのあとに、余分なデータはありませんか。',
    failed: '文書の終わりのあとに、署名の対象でないデータが付け足されています。',
  },
  SIGNATURE_PRESENT: {
    asks: '署名がありますか。',
    failed: '署名がありません。',
  },
  SIGNATURE_DICTIONARY: {
    asks: '署名の記録は、署名した時点の文書の中に正しい形式でありますか。',
    failed: '署名の記録の形式又は位置に誤りがあります。',
  },
  SIGNATURE_SUBFILTER: {
    asks: '署名の方式は、検証できる標準の方式ですか。',
    failed: '署名の方式が、標準の方式ではありません。',
  },
  BYTE_RANGE_FORM: {
    asks: '署名の対象範囲は、正しく書かれていますか。',
    failed: '署名の対象範囲の書き方に誤りがあり、何に署名したか定まりません。',
  },
  BYTE_RANGE_GAP: {
    asks: '署名の対象から除かれているのは、署名の値そのものだけですか。',
    failed: '署名の値以外の部分も、署名の対象から除かれています。',
  },
  BYTE_RANGE_END: {
    asks: '署名の対象は、署名した時点の文書の終わりまで及んでいますか。',
    failed: '署名の対象が、文書の終わりまで及んでいません。',
  },
  SIGNATURE_UNIQUE: {
    asks: '同じ署名の値が、別の署名に使い回されていませんか。',
    failed: '同じ署名の値が、文書の中で使い回されています。',
  },
  CMS_FORM: {
    asks: '署名のデータ（CMS）は読めますか。',
    failed: '署名のデータ（CMS）を読めません。',
  },
  CMS_PADDING: {
    asks: '署名のデータのあとの余白は、空ですか。',
    failed: '署名のデータのあとの余白に、署名と関係のないデータがあります。',
  },
  CMS_SIGNER_COUNT: {
    asks: '署名のデータの署名者は、一人ですか。',
    failed: '署名のデータの署名者が一人ではありません。',
  },
  CMS_DETACHED: {
    asks: '署名のデータに、文書と別の内容が含まれていませんか。',
    failed: '署名のデータに、文書と別の内容が含まれています。',
  },
  CMS_CONTENT_TYPE: {
    asks: '署名の属性「内容の種類」は、正しいですか。',
    failed: '署名の属性「内容の種類」がないか、誤っています。',
  },
  CMS_MESSAGE_DIGEST: {
    asks: '署名の属性「要約値」は、ちょうど一つありますか。',
    failed: '署名の属性「要約値」がないか、重複しています。',
  },
  CMS_DIGEST: {
    asks: '文書の要約値（ハッシュ）は、署名した時の値と同じですか。',
    failed: '文書の要約値が、署名した時の値と異なります（改ざん又は破損）。',
    undecided: '署名の要約の方式をこのソフトでは計算できないため、文書が変わっていないか判定できません。',
  },
  CMS_SIGNER_CERTIFICATE: {
    asks: '署名した証明書は、署名のデータの中にありますか。',
    failed: '署名した証明書が見つかりません。',
  },
  CMS_SIGNING_CERTIFICATE: {
    asks: '署名は、どの証明書によるかを自ら示していますか。',
    failed: '署名が示す証明書と、実際の証明書が一致しません。',
  },
  CMS_ALGORITHM: {
    asks: '署名の暗号方式は、十分に強いですか。',
    failed: '署名の暗号方式が弱いか、誤っています。',
  },
  CMS_SIGNATURE: {
    asks: '署名の値は、証明書の鍵で作られたものですか。',
    failed: '署名の値が、証明書の鍵と合いません（改ざん又は破損）。',
    undecided: '署名の暗号方式をこのソフトでは計算できないため、署名の値を確かめられません。',
  },
  CHANGES_READABLE: {
    asks: '署名のあとに加えられた部分は、すべて読めますか。',
    failed: '署名のあとに加えられた部分に読めないところがあり、判定できません。',
  },
  CHANGES_PERMITTED: {
    asks: '署名のあとに加えられたのは、署名・タイムスタンプなど許された追記だけですか。',
    failed: '署名のあとに、許されない変更が加えられています。',
  },
  CHANGES_VISIBLE: {
    asks: '署名のあとに、紙面に見える署名欄は加えられていませんか。',
    failed: '署名のあとに、紙面に見える署名欄が加えられています。元の記載を隠していないか確かめてください。',
  },
  DOC_MDP: {
    asks: '証明用の署名が許した範囲の変更だけですか。',
    failed: '証明用の署名が許していない変更が加えられています。',
  },
  FIELD_MDP: {
    asks: '署名で固定された入力欄は、そのままですか。',
    failed: '署名で固定された入力欄が変えられています。',
  },
  CHAIN_FOUND: {
    asks: '証明書は、信頼する発行元の一覧につながりますか。',
    failed: '発行元を確認できません。信頼する発行元の一覧につながりません。',
  },
  CHAIN_SIGNATURES: {
    asks: '証明書は、発行元が本当に発行したものですか。',
    failed: '証明書に付いた発行元の署名を確認できません。',
  },
  CHAIN_VALIDITY: {
    asks: '署名の時点で、証明書は有効期間内でしたか。',
    failed: '署名の時点で証明書が有効期間内だったことを確認できません。',
  },
  CHAIN_CONSTRAINTS: {
    asks: '証明書のつながりは、発行の条件（用途、階層、名前）を守っていますか。',
    failed: '証明書のつながりが、発行の条件を守っていません。',
  },
  CHAIN_KEY_USAGE: {
    asks: '証明書は、電子署名に使ってよいものですか。',
    failed: '電子署名に使うための証明書ではありません。',
  },
  CHAIN_ALGORITHMS: {
    asks: '証明書の暗号方式は、十分に強いですか。',
    failed: '証明書の暗号方式が弱いため、信頼できません。',
  },
  REVOCATION_FOUND: {
    asks: '証明書が失効していないことを示す情報が、文書の中にありますか。',
    failed: '失効情報が文書の中にないため、判定できません。',
  },
  REVOCATION_STATUS: {
    asks: '署名の時点で、証明書は失効していませんでしたか。',
    failed: '証明書は失効しています。失効の前の署名であることを確認できません。',
  },
  REVOCATION_FRESH: {
    asks: '失効情報は、署名の時点について語れる新しさですか。',
    failed: '失効情報が古く、署名の時点で失効していなかったと言えません。',
  },
  TSP_FORM: {
    asks: 'タイムスタンプは、正しい形式ですか。',
    failed: 'タイムスタンプの形式に誤りがあります。',
  },
  TSP_IMPRINT: {
    asks: 'タイムスタンプは、この署名（文書）に対して発行されたものですか。',
    failed: 'タイムスタンプの対象が、この署名（文書）と一致しません。',
    undecided: 'タイムスタンプの要約の方式をこのソフトでは計算できないため、対象が一致するか判定できません。',
  },
  TSP_SIGNATURE: {
    asks: 'タイムスタンプの値は、時刻認証局の鍵で作られたものですか。',
    failed: 'タイムスタンプの値が、時刻認証局の鍵と合いません（改ざん又は破損）。',
    undecided: 'タイムスタンプの暗号方式をこのソフトでは計算できないため、値を確かめられません。',
  },
  TSP_KEY_USAGE: {
    asks: '時刻認証局の証明書は、タイムスタンプ専用のものですか。',
    failed: 'タイムスタンプ専用の証明書ではありません。',
  },
  TSP_CHAIN: {
    asks: '時刻認証局は、信頼する一覧につながりますか。',
    failed: '時刻認証局の発行元を確認できません。',
  },
  TSP_REVOCATION: {
    asks: '発行の時点で、時刻認証局の証明書は失効していませんでしたか。',
    failed: '時刻認証局の証明書が失効していなかったことを確認できません。',
  },
  TIME_PROVEN: {
    asks: '署名の時刻は、タイムスタンプで証明されていますか。',
    failed: '署名の時刻を証明するタイムスタンプがないか、使えません。',
  },
  TIME_ORDER: {
    asks: 'タイムスタンプの時刻は、付けた順と合っていますか。',
    failed: 'タイムスタンプの時刻の順序が合いません。',
  },
} satisfies Record<CheckCode, CheckText>;

export const REPORT_EN = {
  PDF_HEADER: { asks: 'Does the file begin as a PDF?', failed: 'The file does not begin as a PDF.' },
  PDF_XREF: {
    asks: 'Can the cross-reference chain be read without a break?',
    failed: 'The cross-reference chain is faulty: readers may show different documents.',
  },
  PDF_OBJECTS: {
    asks: 'Is every object where the cross-reference says, and well formed?',
    failed: 'Some objects are misplaced or malformed.',
  },
  PDF_ENCRYPTION: {
    asks: 'Is the document not encrypted?',
    failed: 'It is encrypted and cannot be judged.',
  },
  PDF_XFA: {
    asks: 'Do the pages alone fix what is shown (no XFA form)?',
    failed: 'It holds an XFA form: what is shown may differ from what was signed.',
  },
  PDF_DUPLICATE_KEYS: {
    asks: 'Is no dictionary key written twice?',
    failed: 'A key is written twice: readers may show different documents.',
  },
  PDF_HYBRID: {
    asks: 'Where there are two cross-references, do they agree?',
    failed: 'The two cross-references disagree.',
  },
  PDF_LIMITS: {
    asks: 'Is the document within the bounds that can be examined?',
    failed: 'It is too large or too complex to be examined whole.',
  },
  PDF_ACTIVE_CONTENT: {
    asks: 'Is there nothing that changes what is shown (scripts, layers, outside references)?',
    failed: 'There is something that can change what is shown.',
  },
  PDF_TAIL: {
    asks: 'Is there nothing after the end of the document?',
    failed: 'There is data after the end that no signature covers.',
  },
  SIGNATURE_PRESENT: { asks: 'Is there a signature?', failed: 'There is no signature.' },
  SIGNATURE_DICTIONARY: {
    asks: 'Is the signature dictionary well formed and inside the revision it closes?',
    failed: 'The signature dictionary is malformed or misplaced.',
  },
  SIGNATURE_SUBFILTER: {
    asks: 'Is the kind of signature a standard one?',
    failed: 'The kind of signature is not a standard one.',
  },
  BYTE_RANGE_FORM: {
    asks: 'Is the byte range well formed?',
    failed: 'The byte range is malformed: what was signed is not defined.',
  },
  BYTE_RANGE_GAP: {
    asks: 'Is the signature value all that is left out of the byte range?',
    failed: 'More than the signature value is left out of the byte range.',
  },
  BYTE_RANGE_END: {
    asks: 'Does the byte range reach to the end of the document as signed?',
    failed: 'The byte range does not reach to the end of the document.',
  },
  SIGNATURE_UNIQUE: {
    asks: 'Is the signature value used only once?',
    failed: 'The same signature value is used twice in the file.',
  },
  CMS_FORM: { asks: 'Can the CMS be read?', failed: 'The CMS cannot be read.' },
  CMS_PADDING: {
    asks: 'Is the space behind the CMS empty?',
    failed: 'There is foreign data behind the CMS.',
  },
  CMS_SIGNER_COUNT: { asks: 'Is there exactly one signer?', failed: 'There is not exactly one signer.' },
  CMS_DETACHED: {
    asks: 'Does the CMS hold no content of its own?',
    failed: 'The CMS holds content of its own.',
  },
  CMS_CONTENT_TYPE: {
    asks: 'Is the contentType attribute right?',
    failed: 'The contentType attribute is missing or wrong.',
  },
  CMS_MESSAGE_DIGEST: {
    asks: 'Is there exactly one messageDigest attribute?',
    failed: 'The messageDigest attribute is missing or repeated.',
  },
  CMS_DIGEST: {
    asks: 'Is the hash of the document the one that was signed?',
    failed: 'The hash differs from the one that was signed (altered or damaged).',
    undecided:
      'Its digest algorithm cannot be computed here, so whether the document is unchanged is undecided.',
  },
  CMS_SIGNER_CERTIFICATE: {
    asks: 'Is the signing certificate there?',
    failed: 'The signing certificate is missing.',
  },
  CMS_SIGNING_CERTIFICATE: {
    asks: 'Does the signature name its certificate?',
    failed: 'The certificate named by the signature is missing or another one.',
  },
  CMS_ALGORITHM: {
    asks: 'Are the algorithms of the signature strong enough?',
    failed: 'The algorithms of the signature are weak or contradictory.',
  },
  CMS_SIGNATURE: {
    asks: 'Was the signature value made with the key of the certificate?',
    failed: 'The signature value does not fit the key (altered or damaged).',
    undecided: 'Its algorithm cannot be computed here, so the signature value is undecided.',
  },
  CHANGES_READABLE: {
    asks: 'Can everything that came after the signature be read?',
    failed: 'Something that came after the signature cannot be read.',
  },
  CHANGES_PERMITTED: {
    asks: 'Did only permitted additions come after the signature?',
    failed: 'Changes that are not permitted came after the signature.',
  },
  CHANGES_VISIBLE: {
    asks: 'Was no visible signature field added after the signature?',
    failed: 'A visible signature field was added: look whether it hides anything.',
  },
  DOC_MDP: {
    asks: 'Are the changes within what the certification permits?',
    failed: 'There are changes that the certification does not permit.',
  },
  FIELD_MDP: {
    asks: 'Are the locked fields unchanged?',
    failed: 'A locked field was changed.',
  },
  CHAIN_FOUND: {
    asks: 'Does the certificate lead to a trusted issuer?',
    failed: 'The issuer cannot be confirmed: the chain does not reach the trusted list.',
  },
  CHAIN_SIGNATURES: {
    asks: 'Did the issuer really issue the certificate?',
    failed: 'The signature of the issuer cannot be confirmed.',
  },
  CHAIN_VALIDITY: {
    asks: 'Were the certificates valid at the time of signing?',
    failed: 'It is not proven that the certificates were valid at the time of signing.',
  },
  CHAIN_CONSTRAINTS: {
    asks: 'Does the chain keep to its constraints?',
    failed: 'The chain breaks its constraints.',
  },
  CHAIN_KEY_USAGE: {
    asks: 'May the certificate be used for signatures?',
    failed: 'The certificate is not for signatures.',
  },
  CHAIN_ALGORITHMS: {
    asks: 'Are the algorithms of the certificates strong enough?',
    failed: 'The algorithms of the certificates are weak.',
  },
  REVOCATION_FOUND: {
    asks: 'Is revocation information there for every certificate?',
    failed: 'Revocation information is missing, so it cannot be decided.',
  },
  REVOCATION_STATUS: {
    asks: 'Was no certificate revoked at the time of signing?',
    failed: 'A certificate is revoked, and nothing proves that the signature came before.',
  },
  REVOCATION_FRESH: {
    asks: 'Is the revocation information fresh enough for the time of signing?',
    failed: 'The revocation information is too old for the time of signing.',
  },
  TSP_FORM: { asks: 'Is the time-stamp well formed?', failed: 'The time-stamp is malformed.' },
  TSP_IMPRINT: {
    asks: 'Was the time-stamp issued for this signature (document)?',
    failed: 'The time-stamp was issued for something else.',
    undecided: 'Its digest algorithm cannot be computed here, so what was stamped is undecided.',
  },
  TSP_SIGNATURE: {
    asks: 'Was the time-stamp made with the key of the authority?',
    failed: 'The time-stamp does not fit the key of the authority (altered or damaged).',
    undecided: 'Its algorithm cannot be computed here, so the value is undecided.',
  },
  TSP_KEY_USAGE: {
    asks: 'Is the certificate of the authority for time-stamping alone?',
    failed: 'The certificate is not for time-stamping alone.',
  },
  TSP_CHAIN: {
    asks: 'Does the time-stamp authority lead to the trusted list?',
    failed: 'The time-stamp authority cannot be confirmed.',
  },
  TSP_REVOCATION: {
    asks: 'Was the certificate of the authority not revoked when it stamped?',
    failed: 'It is not proven that the certificate of the authority was not revoked.',
  },
  TIME_PROVEN: {
    asks: 'Is the time of signing proven by a time-stamp?',
    failed: 'No usable time-stamp proves the time of signing.',
  },
  TIME_ORDER: {
    asks: 'Do the time-stamps fit the order in which they were added?',
    failed: 'The time-stamps are out of order.',
  },
} satisfies Record<CheckCode, CheckText>;
