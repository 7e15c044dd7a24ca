import fc from 'fast-check';
import { expect, test } from 'vitest';
import { someFacts } from '../../../../test/rig/fake-terminal.ts';
import { demoItems, demoPicture } from '../../../../test/rig/review-items.ts';
import { directions } from '../../../domain/candidate/sprite.ts';
import { review } from '../../../domain/review/act.ts';
import { itemKey } from '../../../domain/review/item.ts';
import {
  currentItem,
  openReview,
  type ReviewAction,
  type ReviewSession,
} from '../../../domain/review/session.ts';
import { blank } from '../../../pixels/rgba.ts';
import type { Graphics } from './graphics.ts';
import { cropWithin, reduce } from './picture.ts';
import { composeReview, renderReview, type LoadedPicture, type ReviewView } from './review-view.ts';
import { unpainted } from './style.ts';
import { displayWidth } from './width.ts';

const pictures = new Map(demoItems.map((item) => [itemKey(item), demoPicture(item)]));
const loaded = (session: ReviewSession): LoadedPicture => {
  const item = currentItem(session);
  const rgba = item === null ? undefined : pictures.get(itemKey(item));
  return rgba === undefined ? { kind: 'loading' } : { kind: 'loaded', png: new Uint8Array(), rgba };
};
const view = (session: ReviewSession, graphics: Graphics = { kind: 'blocks', depth: 24 }): ReviewView => ({
  picture: loaded(session),
  graphics,
  ground: 'checker',
});
const play = (...kinds: readonly (string | ReviewAction)[]): ReviewSession =>
  kinds.reduce<ReviewSession>((session, kind) => {
    const item = currentItem(session);
    const shown = item === null ? session : review(session, { kind: 'shown', key: itemKey(item) });
    return review(shown, typeof kind === 'string' ? ({ kind } as ReviewAction) : kind);
  }, openReview(demoItems));
const text = (session: ReviewSession, columns = 80, rows = 24): string =>
  unpainted(renderReview(session, view(session), someFacts(undefined, { columns, rows })).join('\n'));

const graphics = fc.constantFrom<Graphics>(
  { kind: 'none' },
  { kind: 'blocks', depth: 24 },
  { kind: 'blocks', depth: 8 },
  { kind: 'kitty', cell: { width: 9, height: 18 } },
);
const steps = fc.array(
  fc.constantFrom<string | ReviewAction>(
    'approve',
    'reject',
    'next',
    'next-sprite',
    'commit',
    'help',
    'text-begin',
    'undo',
    { kind: 'text', text: 'thin 赤い hands '.repeat(9) },
    { kind: 'refresh', items: [] },
  ),
  { maxLength: 6 },
);

test('fills a terminal of any size and never more than it', () => {
  fc.assert(
    fc.property(
      steps,
      graphics,
      fc.integer({ min: 1, max: 210 }),
      fc.integer({ min: 1, max: 60 }),
      (...given) => {
        const [kinds, how, columns, rows] = given;
        const session = play(...kinds);
        const frame = composeReview(session, view(session, how), someFacts(undefined, { columns, rows }));
        expect(frame.lines).toHaveLength(rows);
        for (const line of frame.lines) expect(displayWidth(unpainted(line))).toBeLessThanOrEqual(columns);
        const { placed } = frame;
        if (placed !== null) expect(placed.row + placed.rows).toBeLessThanOrEqual(rows);
      },
    ),
    { numRuns: 60 },
  );
});

test('shows the whole path at the sizes that people have, on one line where it fits', () => {
  for (const [columns, rows] of [
    [80, 24],
    [200, 50],
    [100, 30],
  ] as const) {
    for (const session of [play(), play('next'), play('next', 'next')]) {
      const path = currentItem(session)?.picturePath ?? '-';
      expect(text(session, columns, rows).replaceAll('\n', '')).toContain(path);
    }
  }
  expect(text(play(), 100, 30)).toContain(`file ${demoItems[0]?.picturePath}`);
});

test('shows gate, job, recipe, levers, seed, place, checks and verdict', () => {
  const screen = text(play());
  for (const part of [
    'Concept gate  1 of 4',
    'Raider of the skerries',
    'skerry.character.raider.v1',
    'armor plate, hair_color red',
    '4242',
    'job_0001_k3f9',
    '10 candidates',
    '1 failed, 1 warning, 1 passed',
    'FAIL palette: 3 colours are not',
    'undecided',
    '128 x 192, reduced 1:5',
    'P approve',
  ]) {
    expect(screen).toContain(part);
  }
});

test('offers the commit with what it signs and lets be spent', () => {
  const session = play('approve', 'reject', { kind: 'reason', code: 'palette' }, 'commit');
  expect(text(session)).toContain(
    'Commit 2 decisions: 1 approve, 1 reject. 2 stay undecided. Releases $0.09.',
  );
});

test('sends no escape sequence of its own without colour, and none of a stranger ever', () => {
  const session = play('next', 'next');
  const facts = someFacts({ TERM: 'xterm', NO_COLOR: '1' });
  const plain = renderReview(session, view(session, { kind: 'none' }), facts).join('');
  expect(plain).not.toMatch(/\p{Cc}|\u202e/u);
  expect(plain).toContain('岩 \\u001b[31mtile\\u202e');
  expect(plain).toContain('not drawn on this terminal: open the file');
});

test('says verdicts in words and letters, not by colour alone', () => {
  expect(text(play('approve', 'reject', { kind: 'reason', code: null }, 'previous'))).toContain('A[R]..');
  expect(text(play('reject', { kind: 'reason', code: 'anatomy' }, 'previous'))).toContain(
    'reject: anatomy (draft)',
  );
});

test('turns to one sprite of a sheet, larger than it was', () => {
  expect(text(play('next')).replaceAll(/\s+/g, ' ')).toContain('reduced 1:4; press . to see');
  expect(text(play('next', 'next-sprite'))).toContain('48 x 48, reduced 1:2; sprite 1 of 8: s');
  expect(text(play('next', 'next-sprite'), 200, 50)).toContain('48 x 48, 1:1');
});

/** The strip of eight that the procedural backend makes: a figure of 24 x 40 in each 48 x 48. */
function strip(isFull: boolean): { session: ReviewSession; picture: LoadedPicture } {
  const base = demoItems[1];
  if (base === undefined) throw new Error('no demo items');
  const rgba = blank(384, 48);
  const sprites = directions.map((name, i) => {
    const [inset, top, w, h] = isFull ? [0, 0, 48, 48] : [12, 6, 24, 40];
    for (let y = top; y < top + h; y += 1) {
      for (let x = inset; x < inset + w; x += 1) {
        rgba.data.set([i + 1, x, y, 255], (y * 384 + i * 48 + x) * 4);
      }
    }
    return { name, rectangle: { x: i * 48, y: 0, w: 48, h: 48 } };
  });
  const item = { ...base, findings: [], sprites };
  return { session: openReview([item]), picture: { kind: 'loaded', png: new Uint8Array(), rgba } };
}

test.each([
  ['80x24', true, '8 sprites in 3 rows, reduced 1:4; press . to see each at 1:2', 's sw w / nw n ne / e se'],
  ['120x40', true, '8 sprites in 2 rows, reduced 1:2; press . to see each at 1:1', 's sw w nw / n ne e se'],
  ['200x50', true, '8 sprites in 2 rows, reduced 1:2; press . to see each at 1:1', 's sw w nw / n ne e se'],
  ['200x66', true, '8 sprites in 2 rows, 1:1; press . to see each at x2', 's sw w nw / n ne e se'],
  ['80x24', false, '8 sprites in 2 rows, reduced 1:3, empty borders cut; press . to see each at 1:2', ''],
  ['200x50', false, '8 sprites in 2 rows, 1:1, empty borders cut (. shows one)', ''],
])('at %s stands a strip of eight in rows (full sprites: %s)', (size, isFull, label, names) => {
  const [columns = 0, rows = 0] = size.split('x').map(Number);
  const { session, picture } = strip(isFull);
  const shown = { ...view(session), picture };
  const lines = renderReview(session, shown, someFacts(undefined, { columns, rows }));
  const words = unpainted(lines.join(' ')).replaceAll(/[▀▄]/g, ' ').replaceAll(/\s+/g, ' ');
  expect(words).toContain(`384 x 48; ${label}`);
  expect(words).toContain(names);
});

test('gives the kitty protocol the same rows, at a whole scale, with every pixel as it is in the file', () => {
  const { session, picture } = strip(true);
  const kitty: Graphics = { kind: 'kitty', cell: { width: 10, height: 20 } };
  const { placed } = composeReview(
    session,
    { ...view(session, kitty), picture },
    someFacts(undefined, { columns: 120, rows: 40 }),
  );
  if (placed === null || picture.kind !== 'loaded') throw new Error('nothing was placed');
  expect(placed.fit).toEqual({ kind: 'enlarge', by: 5 });
  const shown = reduce(placed.picture, 5);
  for (let i = 0; i < 8; i += 1) {
    const at = { x: (i % 4) * 49, y: Math.floor(i / 4) * 49, w: 48, h: 48 };
    expect(cropWithin(shown, at)).toEqual(cropWithin(picture.rgba, { x: i * 48, y: 0, w: 48, h: 48 }));
  }
});

test('says when a terminal is too small to judge on, but for one that scrolls', () => {
  const session = play();
  expect(text(session, 39, 24)).toContain('Too small: 40x12 is the least');
  expect(text(session, 40, 11)).toContain('Too small: 40x12 is the least');
  expect(text(session, 40, 12)).not.toContain('Too small');
  const dumb = renderReview(session, view(session), someFacts({ TERM: 'dumb' }, { columns: 30, rows: 9 }));
  expect(dumb.join('\n')).not.toContain('Too small');
});

test('says nothing of checks where none was run', () => {
  expect(text(play())).toContain('checks ');
  expect(text(play('next', 'next'))).not.toContain('checks');
});

test('gives the terminal a place for its own picture at a whole scale', () => {
  const session = play('next');
  const kitty = view(session, { kind: 'kitty', cell: { width: 10, height: 20 } });
  const { placed } = composeReview(session, kitty, someFacts(undefined, { columns: 200, rows: 50 }));
  expect(placed?.fit).toEqual({ kind: 'enlarge', by: 9 });
});

test('says why a picture cannot be read', () => {
  const session = openReview(demoItems);
  const failed = { ...view(session), picture: { kind: 'failed', message: 'bad\u0007 bytes' } as const };
  expect(renderReview(session, failed, someFacts()).join('\n')).toContain('CANNOT BE READ: bad\\u0007 bytes');
});
