import { expect, test } from 'vitest';
import { captionLines, drawContactPage, inks, type ContactCell } from './contact-page.ts';
import { planContactSheet } from './contact-plan.ts';
import { blank, type Rgba } from './rgba.ts';
import type { ContactGround } from './contact-ground.ts';

const sprite: Rgba = {
  width: 2,
  height: 2,
  data: Uint8Array.from([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 0, 0, 0, 0]),
};
const caption = [{ text: 'run_0042_k3f9/1', ink: 'bright' }] as const;
const plan = planContactSheet({ count: 1, sizes: [sprite], scale: 3, linesAt: () => 1 });

function page(cell: Partial<ContactCell>, ground: ContactGround = 'white'): Rgba {
  const whole = { picture: { rgba: sprite, scale: 3 }, caption, mark: null, ink: 'good', ...cell } as const;
  return drawContactPage(plan, { title: 'Raider', facts: [] }, [whole], ground);
}

/** Where a colour stands in a picture: left, top, right, bottom, and how many pixels it has. */
function extent({ width, data }: Rgba, [r, g, b]: readonly [number, number, number]): number[] {
  let [left, top, right, bottom, count] = [Infinity, Infinity, -1, -1, 0];
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] !== r || data[at + 1] !== g || data[at + 2] !== b) continue;
    const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom, count] = [Math.max(right, x), Math.max(bottom, y), count + 1];
  }
  return [left, top, right, bottom, count];
}

test('each pixel of a picture is a square of its scale, beside its neighbours', () => {
  const drawn = page({});
  const [left = 0, top = 0, right, bottom, count] = extent(drawn, [255, 0, 0]);
  expect([right, bottom, count]).toEqual([left + 2, top + 2, 9]);
  expect(extent(drawn, [0, 255, 0])).toEqual([left + 3, top, left + 5, top + 2, 9]);
  expect(extent(drawn, [0, 0, 255])).toEqual([left, top + 3, left + 2, top + 5, 9]);
});

test('what is transparent shows the ground, what is half so a mixture', () => {
  const half = { ...blank(1, 1), data: Uint8Array.from([0, 0, 0, 128]) };
  const drawn = page({ picture: { rgba: half, scale: 3 } }, 'magenta');
  expect(extent(drawn, [127, 0, 127])[4]).toBe(9);
  const clear = page({ picture: { rgba: blank(2, 2), scale: 3 } });
  expect(extent(clear, [255, 255, 255])[4]).toBe(plan.frame.width * plan.frame.height);
});

test('the state is a line in its colour beside the words of the caption', () => {
  const drawn = page({});
  const [left = 0, top = 0, right = 0, bottom = 0, count] = extent(drawn, inks.good);
  expect(right - left + 1).toBe(plan.frame.width);
  expect(count).toBe(plan.frame.width * (bottom - top + 1));
});

test('a picture that cannot be shown leaves words in its place, and nothing of its ground', () => {
  const drawn = page({ picture: { fault: 'MISSING' }, ink: 'dim' }, 'magenta');
  expect(extent(drawn, [255, 0, 255])[4]).toBe(0);
  expect(extent(drawn, inks.bad)[4]).toBeGreaterThan(20);
});

test('equal pages are equal in every byte, and every byte is opaque', () => {
  const drawn = page({}, 'checker');
  expect(drawn).toEqual(page({}, 'checker'));
  expect(drawn.data.every((byte, i) => i % 4 !== 3 || byte === 255)).toBe(true);
});

test('a caption without an end is cut with a sign of it', () => {
  const lines = captionLines([{ text: 'x'.repeat(500), ink: 'dim' }], 10);
  expect(lines).toHaveLength(8);
  expect(lines.at(-1)?.text).toBe('xxxxxxxxx…');
});
