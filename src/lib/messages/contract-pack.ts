import type { PackWords } from '../domain/contract-pack.ts';

/**
 * Names of files and the 索引簿 of a contract pack. Japanese alone: they are kept for a Japanese tax office (電帳法施行規則
 * 2条6項6号), whatever language their keeper reads.
 */
export const PACK_WORDS: PackWords = {
  suffix: { contract: '', certificate: '締結証明書', list: '締結証明書一覧', attachment: '添付' },
  unitPrice: '単価契約',
  columns: [
    '連番',
    '取引年月日',
    '取引先',
    '取引金額',
    '種類',
    '文書名',
    'ファイル名',
    '管理番号',
    '締結証明書ID',
    'SHA-256',
  ],
  roles: {
    contract: '契約書',
    certificate: '電子契約締結証明書',
    list: '電子契約締結証明書（一覧）',
    attachment: '添付書類',
  },
};

/** The file name of the 索引簿. */
export const PACK_INDEX_NAME = '索引簿.csv';
/** The file name of a pack that goes as one ZIP. @param on - calendar date in JST, `YYYY-MM-DD`. */
export const packZipName = (on: string): string => `契約書一式_${on.replaceAll('-', '')}.zip`;
