import { expect, test } from 'vitest';
import { differingAreas, WHOLE_PAGE, type Pixels } from './differing-areas.ts';

function picture(marks: readonly (readonly [x: number, y: number])[], width = 200, height = 400): Pixels {
  const values = new Uint32Array(width * height).fill(0xffffffff);
  for (const [x, y] of marks) values[y * width + x] = 0xff000000;
  return { width, height, values };
}

test('equal pictures have no differing place, and a single other pixel has one around it', () => {
  expect(differingAreas(picture([[7, 7]]), picture([[7, 7]]))).toEqual([]);
  const [area, ...others] = differingAreas(picture([]), picture([[100, 200]]));
  expect(others).toEqual([]);
  expect(area?.left).toBeLessThan(100 / 200);
  expect((area?.left ?? 0) + (area?.width ?? 0)).toBeGreaterThan(101 / 200);
  expect(area?.top).toBeLessThan(200 / 400);
  expect((area?.top ?? 0) + (area?.height ?? 0)).toBeGreaterThan(201 / 400);
});

test('differences near each other are one place, those apart are several, in reading order, inside the page', () => {
  const near = differingAreas(
    picture([]),
    picture([
      [40, 40],
      [56, 40],
      [72, 48],
    ]),
  );
  expect(near).toHaveLength(1);
  const apart = differingAreas(
    picture([]),
    picture([
      [199, 399],
      [0, 0],
    ]),
  );
  expect(apart.map(({ left, top }) => [left, top > 0.5])).toEqual([
    [0, false],
    [expect.any(Number), true],
  ]);
  for (const { left, top, width, height } of apart) {
    expect(left + width).toBeLessThanOrEqual(1);
    expect(top + height).toBeLessThanOrEqual(1);
  }
});

test('pages of different sizes differ as a whole', () => {
  expect(differingAreas(picture([]), picture([], 201))).toEqual([WHOLE_PAGE]);
});
