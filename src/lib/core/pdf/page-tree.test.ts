import { describe, expect, test, vi } from 'vitest';
import { readPdf } from './file.ts';
import { readPages } from './page-tree.ts';
import { samplePages, samplePdf } from './sample-file.ts';
import type { SampleObjects } from './sample-file.ts';

const pagesOf = (objects: SampleObjects, maxPages?: number) => {
  const file = readPdf(samplePdf(objects));
  return readPages(file, file.latest, maxPages);
};

describe('the page tree (ISO 32000-2 §7.7.3)', () => {
  test('a page inherits boxes, rotation and resources, and its own win', () => {
    const { pages, sound } = pagesOf({
      1: '<</Type /Catalog /Pages 2 0 R>>',
      2: '<</Type /Pages /Count 2 /Kids [3 0 R 4 0 R] /MediaBox [0 0 300 400] /Rotate -90 /Resources <</A 1>>>>',
      3: '<</Type /Page /Parent 2 0 R /CropBox [10 20 1000 300] /UserUnit 2>>',
      4: '<</Type /Page /Parent 2 0 R /MediaBox [200 100 0 0] /Rotate 450 /Resources <<>>>>',
    });
    expect(sound).toBe(true);
    expect(pages[0]).toMatchObject({
      rotate: 270,
      userUnit: 2,
      resourcesFrom: 2,
      visibleBox: { left: 10, bottom: 20, right: 300, top: 300 },
    });
    expect(pages[1]).toMatchObject({
      rotate: 90,
      resourcesFrom: 4,
      mediaBox: { left: 0, bottom: 0, right: 200, top: 100 },
    });
  });

  test('a CropBox outside the MediaBox is not what is seen', () => {
    const { pages } = pagesOf(samplePages(1, '/MediaBox [0 0 100 100] /CropBox [200 200 300 300]'));
    expect(pages[0]?.visibleBox).toEqual({ left: 0, bottom: 0, right: 100, top: 100 });
  });

  test('a rotation that is no multiple of 90 is ignored', () => {
    expect(pagesOf(samplePages(1, '/Rotate 45')).pages[0]?.rotate).toBe(0);
  });

  test('a node that is its own descendant makes the tree unsound', () => {
    const objects = { ...samplePages(1), 2: '<</Type /Pages /Count 2 /Kids [3 0 R 2 0 R]>>' };
    expect(pagesOf(objects)).toMatchObject({ sound: false, pages: [{ num: 3 }] });
  });

  test('a page listed twice makes the tree unsound', () => {
    expect(pagesOf({ ...samplePages(1), 2: '<</Type /Pages /Count 2 /Kids [3 0 R 3 0 R]>>' }).sound).toBe(
      false,
    );
  });

  test('the walk stops at the number of pages asked for', () => {
    expect(pagesOf(samplePages(5), 3)).toMatchObject({ sound: false, pages: { length: 3 } });
    expect(pagesOf(samplePages(3), 3)).toMatchObject({ sound: true, pages: { length: 3 } });
  });

  test('pages past the number asked for are not even read', () => {
    const readsFor = (count: number) => {
      const file = readPdf(samplePdf(samplePages(count)));
      const resolve = vi.spyOn(file, 'resolve');
      readPages(file, file.latest, 1);
      return resolve.mock.calls.length;
    };
    expect(readsFor(50)).toBe(readsFor(3));
  });
});
