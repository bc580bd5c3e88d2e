import { expect, test } from 'vitest';
import { certificateIdIn, tokenInAddress } from './scan-code.ts';

const ID = '7fdf11d5126db4c1699470984eec8b02';

test('a certificate ID is read as people type it, and nothing else is taken for one', () => {
  for (const typed of [
    ID,
    ID.toUpperCase(),
    ` ${ID.replace(/(.{8})(?=.)/g, '$1 ')}\n`,
    ID.replace(/(.{4})(?=.)/g, '$1-'),
    '７ｆｄｆ１１ｄ５ー１２６ｄｂ４ｃ１６９９４７０９８４ｅｅｃ８ｂ０２',
  ])
    expect(certificateIdIn(typed)).toBe(ID);
  for (const other of ['', ID.slice(1), `${ID}0`, ID.replace('7', 'g')])
    expect(certificateIdIn(other)).toBeNull();
});

test('a sheet’s token is found in the address of its QR, and no other address is taken for one', () => {
  expect(tokenInAddress('https://keiyaku.example.lg.jp/verify#c=ey.ey.sig_-')).toBe('ey.ey.sig_-');
  expect(tokenInAddress('#c=ey.ey.sig')).toBe('ey.ey.sig');
  for (const other of [
    '',
    ID,
    'https://example.com/',
    'https://example.com/verify?c=ey.ey.sig',
    'https://example.com/other#c=ey.ey.sig',
    'javascript:alert(1)//verify#c=a',
    'https://example.com/verify#c=<script>',
  ])
    expect(tokenInAddress(other)).toBeNull();
});
