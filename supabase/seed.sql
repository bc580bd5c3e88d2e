-- Two demo municipalities that cannot see each other. All names are examples; accounts are made by the stack.
-- Every statement may run again.

insert into public.municipality (id, code, name) values
  ('10000000-0000-4000-8000-000000000001', '032018', '盛岡市（試験用）'),
  ('10000000-0000-4000-8000-000000000002', '032166', '滝沢市（試験用）')
on conflict (id) do nothing;

insert into public.department (id, municipality_id, name) values
  ('20000000-0000-4000-8000-000000000101', '10000000-0000-4000-8000-000000000001', '財政部契約検査課'),
  ('20000000-0000-4000-8000-000000000102', '10000000-0000-4000-8000-000000000001', '上下水道局総務課'),
  ('20000000-0000-4000-8000-000000000201', '10000000-0000-4000-8000-000000000002', '企画総務部財務課'),
  ('20000000-0000-4000-8000-000000000202', '10000000-0000-4000-8000-000000000002', '都市整備部道路課')
on conflict (id) do nothing;

insert into public.municipality_signer (id, municipality_id, department_id, title, principal_name) values
  ('30000000-0000-4000-8000-000000000101', '10000000-0000-4000-8000-000000000001', null, '盛岡市長（試験用）', '試験用 市長'),
  ('30000000-0000-4000-8000-000000000102', '10000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000102', '盛岡市上下水道事業管理者（試験用）', '試験用 管理者'),
  ('30000000-0000-4000-8000-000000000201', '10000000-0000-4000-8000-000000000002', null, '滝沢市長（試験用）', '試験用 市長'),
  ('30000000-0000-4000-8000-000000000202', '10000000-0000-4000-8000-000000000002', '20000000-0000-4000-8000-000000000202', '滝沢市都市整備部長（試験用）', '試験用 受任者')
on conflict (id) do nothing;

insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('00000000-0000-4000-8000-000000000101', '10000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000101', 'drafter', '試験用 起案者'),
  ('00000000-0000-4000-8000-000000000102', '10000000-0000-4000-8000-000000000001', null, 'signer', '試験用 署名者'),
  ('00000000-0000-4000-8000-000000000103', '10000000-0000-4000-8000-000000000001', null, 'admin', '試験用 管理者'),
  ('00000000-0000-4000-8000-000000000104', '10000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000101', 'viewer', '試験用 閲覧者'),
  ('00000000-0000-4000-8000-000000000105', '10000000-0000-4000-8000-000000000001', null, 'approver', '試験用 承認者'),
  ('00000000-0000-4000-8000-000000000201', '10000000-0000-4000-8000-000000000002', '20000000-0000-4000-8000-000000000201', 'drafter', '試験用 起案者'),
  ('00000000-0000-4000-8000-000000000202', '10000000-0000-4000-8000-000000000002', null, 'signer', '試験用 署名者'),
  ('00000000-0000-4000-8000-000000000203', '10000000-0000-4000-8000-000000000002', null, 'admin', '試験用 管理者'),
  ('00000000-0000-4000-8000-000000000204', '10000000-0000-4000-8000-000000000002', '20000000-0000-4000-8000-000000000201', 'viewer', '試験用 閲覧者'),
  ('00000000-0000-4000-8000-000000000205', '10000000-0000-4000-8000-000000000002', null, 'approver', '試験用 承認者')
on conflict (user_id, municipality_id, department_id, role) do nothing;

-- Whom to ask, once: what an administrator changed stays.
update public.department d set contact_name = c.name, contact_phone = c.phone, contact_hours = '平日 9:00–17:00', contact_email = c.email
  from (values
    ('20000000-0000-4000-8000-000000000101'::uuid, '契約係（試験用）', '019-000-0000', 'keiyaku@morioka.example'),
    ('20000000-0000-4000-8000-000000000102'::uuid, '総務係（試験用）', '019-000-0002', 'suido@morioka.example'),
    ('20000000-0000-4000-8000-000000000201'::uuid, '契約係（試験用）', '019-000-0001', 'keiyaku@takizawa.example'),
    ('20000000-0000-4000-8000-000000000202'::uuid, '道路係（試験用）', '019-000-0003', 'doro@takizawa.example')) c (id, name, phone, email)
 where d.id = c.id and num_nonnulls(d.contact_name, d.contact_phone, d.contact_hours, d.contact_email) = 0;

-- Rules, as the briefing for contractors describes the two cities; the second version of each shows that a 公告・通知日 chooses.
insert into public.municipality_rules (id, municipality_id, version, effective_on, note, document) values
  ('40000001-0000-4000-8000-000000000000', '10000000-0000-4000-8000-000000000001', 1, '2025-04-01', '令和7年度：電子入札により執行する案件に限る', '{"scope": {"electronicFrom": "2026-02-01", "electronicBiddingOnly": true, "departments": []}, "application": {"name": "電子契約利用申請", "channels": ["external", "csv"], "externalName": "岩手県電子申請システム", "externalUrl": "https://apply.example/iwate", "mailAddress": null}, "attachments": [{"id": "recycling_sheet", "name": "建設リサイクル法第13条及び省令第7条に基づく書面", "caseTypes": ["construction"], "flag": "recycling", "required": true}, {"id": "architect_sheet", "name": "建築士法第22条の3の3に定める記載事項", "caseTypes": ["construction_service"], "flag": "architect", "required": true}], "guarantee": {"kinds": ["security", "cash", "exempt"], "originalsTo": "現場代理人等通知等と併せて担当課へ提出"}, "paper": [{"name": "現場代理人等通知書", "to": "担当課"}, {"name": "工程表", "to": "担当課"}], "jointVenture": false, "signerFactor": "none", "sealWithinDays": 14, "texts": {"terms": "電子契約サービス（以下「本サービス」）は、契約書の内容を画面で確認し、電子署名とタイムスタンプによって契約を締結するためのものです。費用、ICカード、専用のソフトウェアは必要ありません。\n\n署名依頼は、この申請で届け出た、契約を締結する権限を有する方のメールアドレス1つにお送りします。メールに記載されたURLは、その方専用です。ほかの人に渡さないでください。\n\n届け出たメールアドレスを使って行われた署名の指示は、名義人によるもの、又は名義人から委任を受けた方によるものとして取り扱います。\n\n締結された契約書のダウンロード期間は14日間です。期間内に保存し、法令で定められた期間、保管してください。\n\n紙の契約書を希望する場合は、契約が締結されるまでの間、いつでも紙の契約書に切り替えられます。", "purposes": "お預かりした会社名、役職、氏名、メールアドレス、電話番号は、電子契約の申請の確認、署名依頼その他の連絡、及び契約の締結と保存のために使います。\n\n操作した日時、IPアドレス、ブラウザーの種類を記録します。このうちメールアドレスとIPアドレスは、契約の締結を証明する「電子契約締結証明書」に印字され、契約の当事者に渡されます。\n\n法令に基づく場合を除き、これらの目的以外に使うこと、第三者に渡すことはありません。", "method": "立会人型電子署名（サービス事業者の署名鍵による電子署名と総務大臣の認定を受けた時刻認証業務によるタイムスタンプ）を付した電磁的記録を、電子契約サービスを通じて電気通信回線により送信し、受信者の使用に係る電子計算機に備えられたファイルに記録する方法。", "fileFormat": "PDF形式（ISO 32000、PAdES）", "notice": "本案件は、電子契約の対象です。契約の締結は、電子契約サービスを利用して行います。電子契約を希望する方は、落札者の決定後、速やかに電子契約利用申請を提出してください。紙の契約書を希望する場合は、担当課へ申し出てください。", "contact": "盛岡市（試験用）財政部契約検査課 019-000-0000（平日 9:00–17:00）"}}'),
  ('40000002-0000-4000-8000-000000000000', '10000000-0000-4000-8000-000000000001', 2, '2026-04-01', '令和8年度から：契約検査課が執行する全ての案件', '{"scope": {"electronicFrom": "2026-02-01", "electronicBiddingOnly": false, "departments": []}, "application": {"name": "電子契約利用申請", "channels": ["external", "csv"], "externalName": "岩手県電子申請システム", "externalUrl": "https://apply.example/iwate", "mailAddress": null}, "attachments": [{"id": "recycling_sheet", "name": "建設リサイクル法第13条及び省令第7条に基づく書面", "caseTypes": ["construction"], "flag": "recycling", "required": true}, {"id": "architect_sheet", "name": "建築士法第22条の3の3に定める記載事項", "caseTypes": ["construction_service"], "flag": "architect", "required": true}], "guarantee": {"kinds": ["security", "cash", "exempt"], "originalsTo": "現場代理人等通知等と併せて担当課へ提出"}, "paper": [{"name": "現場代理人等通知書", "to": "担当課"}, {"name": "工程表", "to": "担当課"}], "jointVenture": false, "signerFactor": "none", "sealWithinDays": 14, "texts": {"terms": "電子契約サービス（以下「本サービス」）は、契約書の内容を画面で確認し、電子署名とタイムスタンプによって契約を締結するためのものです。費用、ICカード、専用のソフトウェアは必要ありません。\n\n署名依頼は、この申請で届け出た、契約を締結する権限を有する方のメールアドレス1つにお送りします。メールに記載されたURLは、その方専用です。ほかの人に渡さないでください。\n\n届け出たメールアドレスを使って行われた署名の指示は、名義人によるもの、又は名義人から委任を受けた方によるものとして取り扱います。\n\n締結された契約書のダウンロード期間は14日間です。期間内に保存し、法令で定められた期間、保管してください。\n\n紙の契約書を希望する場合は、契約が締結されるまでの間、いつでも紙の契約書に切り替えられます。", "purposes": "お預かりした会社名、役職、氏名、メールアドレス、電話番号は、電子契約の申請の確認、署名依頼その他の連絡、及び契約の締結と保存のために使います。\n\n操作した日時、IPアドレス、ブラウザーの種類を記録します。このうちメールアドレスとIPアドレスは、契約の締結を証明する「電子契約締結証明書」に印字され、契約の当事者に渡されます。\n\n法令に基づく場合を除き、これらの目的以外に使うこと、第三者に渡すことはありません。", "method": "立会人型電子署名（サービス事業者の署名鍵による電子署名と総務大臣の認定を受けた時刻認証業務によるタイムスタンプ）を付した電磁的記録を、電子契約サービスを通じて電気通信回線により送信し、受信者の使用に係る電子計算機に備えられたファイルに記録する方法。", "fileFormat": "PDF形式（ISO 32000、PAdES）", "notice": "本案件は、電子契約の対象です。契約の締結は、電子契約サービスを利用して行います。電子契約を希望する方は、落札者の決定後、速やかに電子契約利用申請を提出してください。紙の契約書を希望する場合は、担当課へ申し出てください。", "contact": "盛岡市（試験用）財政部契約検査課 019-000-0000（平日 9:00–17:00）"}}'),
  ('40000003-0000-4000-8000-000000000000', '10000000-0000-4000-8000-000000000002', 1, '2025-04-01', '財務課が執行する全ての案件', '{"scope": {"electronicFrom": "2026-02-01", "electronicBiddingOnly": false, "departments": []}, "application": {"name": "電子契約利用申出書", "channels": ["mail"], "externalName": null, "externalUrl": null, "mailAddress": "keiyaku@takizawa.example"}, "attachments": [{"id": "recycling_sheet", "name": "建設リサイクル法第13条及び省令第7条に基づく書面", "caseTypes": ["construction"], "flag": "recycling", "required": true}, {"id": "architect_sheet", "name": "建築士法第22条の3の3に定める記載事項", "caseTypes": ["construction_service"], "flag": "architect", "required": true}, {"id": "guarantee_notice", "name": "契約保証の届出書", "caseTypes": [], "flag": "guarantee", "required": true}], "guarantee": {"kinds": ["security", "cash", "exempt"], "originalsTo": "財務課へ提出"}, "paper": [{"name": "現場代理人等通知書", "to": "担当課"}, {"name": "工程表", "to": "担当課"}], "jointVenture": false, "signerFactor": "none", "sealWithinDays": 14, "texts": {"terms": "電子契約サービス（以下「本サービス」）は、契約書の内容を画面で確認し、電子署名とタイムスタンプによって契約を締結するためのものです。費用、ICカード、専用のソフトウェアは必要ありません。\n\n署名依頼は、この申請で届け出た、契約を締結する権限を有する方のメールアドレス1つにお送りします。メールに記載されたURLは、その方専用です。ほかの人に渡さないでください。\n\n届け出たメールアドレスを使って行われた署名の指示は、名義人によるもの、又は名義人から委任を受けた方によるものとして取り扱います。\n\n締結された契約書のダウンロード期間は14日間です。期間内に保存し、法令で定められた期間、保管してください。\n\n紙の契約書を希望する場合は、契約が締結されるまでの間、いつでも紙の契約書に切り替えられます。", "purposes": "お預かりした会社名、役職、氏名、メールアドレス、電話番号は、電子契約の申請の確認、署名依頼その他の連絡、及び契約の締結と保存のために使います。\n\n操作した日時、IPアドレス、ブラウザーの種類を記録します。このうちメールアドレスとIPアドレスは、契約の締結を証明する「電子契約締結証明書」に印字され、契約の当事者に渡されます。\n\n法令に基づく場合を除き、これらの目的以外に使うこと、第三者に渡すことはありません。", "method": "立会人型電子署名（サービス事業者の署名鍵による電子署名と総務大臣の認定を受けた時刻認証業務によるタイムスタンプ）を付した電磁的記録を、電子契約サービスを通じて電気通信回線により送信し、受信者の使用に係る電子計算機に備えられたファイルに記録する方法。", "fileFormat": "PDF形式（ISO 32000、PAdES）", "notice": "本案件は、電子契約の対象です。契約の締結は、電子契約サービスを利用して行います。電子契約を希望する方は、落札者の決定後、速やかに電子契約利用申出書を提出してください。紙の契約書を希望する場合は、担当課へ申し出てください。", "contact": "滝沢市（試験用）企画総務部財務課 019-000-0001（平日 9:00–17:00）"}}'),
  ('40000004-0000-4000-8000-000000000000', '10000000-0000-4000-8000-000000000002', 2, '2026-04-01', '令和8年度から：申請フォームでも受け付け、共同企業体も扱う（試験用の設定）', '{"scope": {"electronicFrom": "2026-02-01", "electronicBiddingOnly": false, "departments": []}, "application": {"name": "電子契約利用申出書", "channels": ["mail", "form"], "externalName": null, "externalUrl": null, "mailAddress": "keiyaku@takizawa.example"}, "attachments": [{"id": "recycling_sheet", "name": "建設リサイクル法第13条及び省令第7条に基づく書面", "caseTypes": ["construction"], "flag": "recycling", "required": true}, {"id": "architect_sheet", "name": "建築士法第22条の3の3に定める記載事項", "caseTypes": ["construction_service"], "flag": "architect", "required": true}, {"id": "guarantee_notice", "name": "契約保証の届出書", "caseTypes": [], "flag": "guarantee", "required": true}], "guarantee": {"kinds": ["security", "cash", "exempt"], "originalsTo": "財務課へ提出"}, "paper": [{"name": "現場代理人等通知書", "to": "担当課"}, {"name": "工程表", "to": "担当課"}], "jointVenture": true, "signerFactor": "none", "sealWithinDays": 14, "texts": {"terms": "電子契約サービス（以下「本サービス」）は、契約書の内容を画面で確認し、電子署名とタイムスタンプによって契約を締結するためのものです。費用、ICカード、専用のソフトウェアは必要ありません。\n\n署名依頼は、この申請で届け出た、契約を締結する権限を有する方のメールアドレス1つにお送りします。メールに記載されたURLは、その方専用です。ほかの人に渡さないでください。\n\n届け出たメールアドレスを使って行われた署名の指示は、名義人によるもの、又は名義人から委任を受けた方によるものとして取り扱います。\n\n締結された契約書のダウンロード期間は14日間です。期間内に保存し、法令で定められた期間、保管してください。\n\n紙の契約書を希望する場合は、契約が締結されるまでの間、いつでも紙の契約書に切り替えられます。", "purposes": "お預かりした会社名、役職、氏名、メールアドレス、電話番号は、電子契約の申請の確認、署名依頼その他の連絡、及び契約の締結と保存のために使います。\n\n操作した日時、IPアドレス、ブラウザーの種類を記録します。このうちメールアドレスとIPアドレスは、契約の締結を証明する「電子契約締結証明書」に印字され、契約の当事者に渡されます。\n\n法令に基づく場合を除き、これらの目的以外に使うこと、第三者に渡すことはありません。", "method": "立会人型電子署名（サービス事業者の署名鍵による電子署名と総務大臣の認定を受けた時刻認証業務によるタイムスタンプ）を付した電磁的記録を、電子契約サービスを通じて電気通信回線により送信し、受信者の使用に係る電子計算機に備えられたファイルに記録する方法。", "fileFormat": "PDF形式（ISO 32000、PAdES）", "notice": "本案件は、電子契約の対象です。契約の締結は、電子契約サービスを利用して行います。電子契約を希望する方は、落札者の決定後、速やかに電子契約利用申出書を提出してください。紙の契約書を希望する場合は、担当課へ申し出てください。", "contact": "滝沢市（試験用）企画総務部財務課 019-000-0001（平日 9:00–17:00）"}}')
on conflict (id) do nothing;

-- A case of each city, of which the application came in by that city's own way and was accepted, and one that waits
-- for its application. Made by the acts themselves, once.
do $$
declare
  v_morioka jsonb := '{"kind": "staff", "userId": "00000000-0000-4000-8000-000000000101", "aal": "aal2"}';
  v_takizawa jsonb := '{"kind": "staff", "userId": "00000000-0000-4000-8000-000000000201", "aal": "aal2"}';
  v_case uuid;
begin
  if exists (select from public.contract_case) then
    return;
  end if;
  v_case := public.staff_case_save(v_morioka, null, '{"caseNumber": "試験2026-001", "name": "市道試験1号線舗装補修工事（試験用）",
    "noticeOn": "2026-10-05", "caseType": "construction", "flags": [], "electronicBidding": true, "amountJpy": 12345600}');
  perform public.staff_application_review(v_morioka, public.staff_application_enter(v_morioka, v_case,
    '{"source": "external", "receivedOn": "2026-10-20", "company": "株式会社試験建設", "principalTitle": "代表取締役",
      "principalName": "試験 太郎", "email": "keiyaku@contractor.example", "externalNumber": "試験-0001", "declared": true}',
    '[{"law": "construction", "text": "「{caseName}」について、建設業法第19条第3項の規定により、建設工事の請負契約の締結に代えて、{municipalityName}が次の電子的な方法によることを承諾します。方法：{method} ファイルへの記録の方式：{fileFormat} この承諾は、契約が締結されるまで、いつでも撤回できます。"}]', '{}'), 'accept', null);
  perform public.staff_case_save(v_morioka, null, '{"caseNumber": "試験2026-002", "name": "庁舎清掃用品の購入（試験用）",
    "noticeOn": "2026-11-02", "caseType": "goods", "flags": []}');
  perform public.staff_case_save(v_takizawa, null, '{"caseNumber": "滝試2026-101", "name": "試験小学校屋根改修工事（試験用）",
    "noticeOn": "2026-10-12", "caseType": "construction", "flags": ["recycling", "guarantee"], "amountJpy": 24200000}');
  perform public.staff_case_save(v_takizawa, null, '{"caseNumber": "滝試2026-102", "name": "公用車の購入（試験用）",
    "noticeOn": "2026-11-09", "caseType": "goods", "flags": []}');
end;
$$;
