import fc from 'fast-check';
import { expect, test } from 'vitest';
import { someFacts } from '../../../../test/rig/fake-terminal.ts';
import { demoItems, manyItems } from '../../../../test/rig/review-items.ts';
import { demoLook } from '../../../../test/rig/review-look.ts';
import { aSprite, play as playFrom } from '../../../../test/rig/review-session.ts';
import { directions } from '../../../domain/candidate/sprite.ts';
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
import type { LoadedPicture } from './review-look.ts';
import { composeTranscript } from './review-transcript.ts';
import { composeReview, renderReview } from './review-view.ts';
import { unpainted } from './style.ts';
import { displayWidth } from './width.ts';

type Steps = Parameters<typeof playFrom> extends [ReviewSession, ...infer Rest] ? Rest : never;
const play = (...steps: Steps): ReviewSession => playFrom(openReview(demoItems), ...steps);
const forty = (...steps: Steps): ReviewSession => playFrom(openReview(manyItems(40)), ...steps);
const view = (name: 'grid' | 'compare'): ReviewAction => ({ kind: 'view', view: name });
const reason = (digit: number): ReviewAction => ({ kind: 'digit', digit });
const text = (session: ReviewSession, columns = 80, rows = 24): string =>
  unpainted(renderReview(session, demoLook(), someFacts(undefined, { columns, rows })).join('\n'));

const graphics = fc.constantFrom<Graphics>(
  { kind: 'none' },
  { kind: 'blocks', depth: 24 },
  { kind: 'blocks', depth: 8 },
  { kind: 'kitty', cell: { width: 9, height: 18 } },
);
const someSteps = fc.array(
  fc.constantFrom<Steps[number]>(
    'approve',
    'reject',
    'keep-of-stack',
    'next',
    'next-sprite',
    'play',
    'difference',
    'commit',
    'help',
    'text-begin',
    'undo',
    view('grid'),
    view('compare'),
    reason(4),
    { kind: 'text', text: 'thin 赤い hands '.repeat(9) },
    { kind: 'refresh', items: [] },
    { kind: 'refresh', items: manyItems(90) },
  ),
  { maxLength: 6 },
);
const anySize = fc.oneof(
  fc.record({ columns: fc.integer({ min: 1, max: 210 }), rows: fc.integer({ min: 1, max: 60 }) }),
  fc.constantFrom({ columns: 40, rows: 12 }, { columns: 80, rows: 24 }, { columns: 200, rows: 50 }),
);

test('fills a terminal of any size and never more than it, in every view', () => {
  fc.assert(
    fc.property(someSteps, graphics, anySize, fc.boolean(), (given, how, cells, isMany) => {
      const session = isMany ? forty(...given) : play(...given);
      const frame = composeReview(session, demoLook(how), someFacts(undefined, cells));
      expect(frame.lines).toHaveLength(cells.rows);
      for (const line of frame.lines) {
        expect(displayWidth(unpainted(line))).toBeLessThanOrEqual(cells.columns);
      }
      for (const { row, column, rows, columns } of frame.placed) {
        expect(row + rows).toBeLessThanOrEqual(cells.rows);
        expect(column + columns).toBeLessThanOrEqual(cells.columns);
      }
      expect(new Set(frame.placed.map(({ slot }) => slot)).size).toBe(frame.placed.length);
    }),
    { numRuns: 150 },
  );
});

test('lets only be judged what it draws or names', () => {
  fc.assert(
    fc.property(someSteps, graphics, anySize, (given, how, cells) => {
      const session = forty(...given);
      const { whole, part, lines } = composeReview(session, demoLook(how), someFacts(undefined, cells));
      const keys = new Set(session.items.map(itemKey));
      for (const key of [...whole, ...part]) expect(keys).toContain(key);
      if (session.mode.kind === 'help') expect([...whole, ...part]).toEqual([]);
      if (session.view !== 'grid' || cells.columns < 40 || cells.rows < 12) return;
      const said = unpainted(lines.join('\n'));
      for (const item of session.items) {
        if (whole.includes(itemKey(item))) expect(said).toContain(`42/${item.jobId.split('/')[1]}`);
      }
    }),
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
    'Concept gate  1 of 4, 4 undecided  >...',
    'Raider of the skerries',
    'skerry.character.raider.v1',
    'armor plate, hair_color red',
    '4242 (child 0)',
    'releases $0.09',
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
  const session = play('approve', 'reject', reason(2), 'commit');
  expect(text(session)).toContain(
    'Commit 2 decisions: 1 approve, 1 reject. 2 stay undecided. Releases $0.09.',
  );
});

test('sends no escape sequence of its own without colour, and none of a stranger ever', () => {
  const session = play('next', 'next');
  const facts = someFacts({ TERM: 'xterm', NO_COLOR: '1' });
  const plain = renderReview(session, demoLook({ kind: 'none' }), facts).join('');
  expect(plain).not.toMatch(/\p{Cc}|\u202e/u);
  expect(plain).toContain('岩 \\u001b[31mtile\\u202e');
  expect(plain).toContain('not drawn here: open the file or an `art sheet`');
});

test('says verdicts in words and letters, not by colour alone', () => {
  expect(text(play('approve', 'reject', reason(0), 'previous'))).toContain('P>..');
  expect(text(play('reject', reason(1), 'previous'))).toContain('reject: anatomy (draft)');
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
    return aSprite(name, { rectangle: { x: i * 48, y: 0, w: 48, h: 48 } });
  });
  const item = { ...base, findings: [], sprites };
  return { session: openReview([item]), picture: { kind: 'loaded', rgba } };
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
  const shown = demoLook(undefined, undefined, () => picture);
  const lines = renderReview(session, shown, someFacts(undefined, { columns, rows }));
  const words = unpainted(lines.join(' ')).replaceAll(/[▀▄]/g, ' ').replaceAll(/\s+/g, ' ');
  expect(words).toContain(`384 x 48; ${label}`);
  expect(words).toContain(names);
});

test('gives the kitty protocol the same rows, at a whole scale, with every pixel as it is in the file', () => {
  const { session, picture } = strip(true);
  const kitty: Graphics = { kind: 'kitty', cell: { width: 10, height: 20 } };
  const [placed] = composeReview(
    session,
    demoLook(kitty, undefined, () => picture),
    someFacts(undefined, { columns: 120, rows: 40 }),
  ).placed;
  if (placed === undefined || picture.kind !== 'loaded') throw new Error('nothing was placed');
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
  const dumb = composeTranscript(
    session,
    demoLook(),
    someFacts({ TERM: 'dumb' }, { columns: 30, rows: 9 }),
  ).lines;
  expect(dumb.join('\n')).not.toContain('Too small');
});

test('says nothing of checks where none was run', () => {
  expect(text(play())).toContain('checks ');
  expect(text(play('next', 'next'))).not.toContain('checks');
});

test('gives the terminal a place for its own picture at a whole scale', () => {
  const session = play('next');
  const kitty = demoLook({ kind: 'kitty', cell: { width: 10, height: 20 } });
  const [placed] = composeReview(session, kitty, someFacts(undefined, { columns: 200, rows: 50 })).placed;
  expect(placed?.fit).toEqual({ kind: 'enlarge', by: 8 });
});

test('says why a picture cannot be read', () => {
  const session = openReview(demoItems);
  const failed = demoLook(undefined, undefined, () => ({ kind: 'failed', message: 'bad\u0007 bytes' }));
  expect(renderReview(session, failed, someFacts()).join('\n')).toContain('CANNOT BE READ: bad\\u0007 bytes');
});

test('a digit gives the reason right after a rejection, and the line says so', () => {
  const screen = text(forty('reject'));
  expect(screen).toContain('Rejected 42/1: a digit gives the reason, T types one');
  expect(screen).toContain('1 anatomy  2 palette  3 silhouette  4 off-brief  5 artefacts  6 duplicate');
  expect(text(forty('reject', 'next'))).not.toContain('a digit');
});

test('keeps its lines where they are from key to key', () => {
  const rows = (session: ReviewSession): number[] =>
    ['file ', 'verdict ', 'sha256 '].map((word) => {
      const lines = renderReview(session, demoLook(), someFacts(undefined, { columns: 100, rows: 30 }));
      return lines.findIndex((line) => unpainted(line).includes(word));
    });
  const first = rows(forty());
  for (const steps of [
    ['reject'],
    ['reject', reason(2)],
    ['approve', 'previous'],
    ['clear'],
    ['commit'],
  ] as Steps[]) {
    expect(rows(forty(...steps))).toEqual(first);
  }
});

test('shows stars and notes of everybody beside the picture, escaped', () => {
  const [item] = demoItems;
  const said = {
    digest: item?.digest ?? '',
    author: 'ola\u001b[2J',
    stars: 2,
    label: null,
    text: 'too \u202edark',
  };
  const opened = openReview(demoItems, { author: 'kari', remarks: new Map([[said.digest, [said]]]) });
  const screen = text(playFrom(opened, reason(5)));
  expect(screen).toContain('*****  (ola'.replace('  ', ' '));
  expect(screen).toContain('too \\u202edark');
  expect(screen).not.toMatch(/\u202e|\p{Cc}\[2J/u);
});

test('stands as many small pictures as fit, all forty at 200 x 50, and pages at 80 x 24', () => {
  const session = forty(view('grid'));
  const large = text(session, 200, 50);
  for (let i = 1; i <= 40; i += 1) expect(large).toMatch(new RegExp(`42/${i}\\b`));
  expect(text(session)).toContain('page 1 of 4');
  expect(text(session)).not.toContain('42/11');
});

test('arrivals do not change the size of the grid that is open; the next that is opened has room for them', () => {
  const place = (session: ReviewSession): number =>
    text(session, 200, 50)
      .split('\n')
      .findIndex((line) => line.includes('42/1 '));
  const open = playFrom(openReview(manyItems(6)), view('grid'));
  const grown = playFrom(open, { kind: 'refresh', items: manyItems(40) });
  expect(place(grown)).toBe(place(open));
  expect(place(playFrom(grown, view('grid'), view('grid')))).toBeLessThan(place(open));
});

test('a sheet counts as seen in part only where its first sprite stands for it', () => {
  const sheet = demoItems[1];
  if (sheet === undefined) throw new Error('no demo items');
  const session = playFrom(openReview(demoItems), view('grid'));
  const { whole, part } = composeReview(session, demoLook(), someFacts());
  expect(part).toEqual([itemKey(sheet)]);
  expect(whole).not.toContain(itemKey(sheet));
});

test('compares two at one scale, with what differs in pixels, seed and levers', () => {
  const session = playFrom(openReview(manyItems(40)), 'approve', 'last', view('compare'));
  const screen = text(session);
  expect(screen).toContain('left  42/1  approve (draft)');
  expect(screen).toContain('> judged  42/40  undecided');
  expect(screen).toMatch(/[\d,]+ of 3,072 px differ \(\d+\.\d%\), in \d+ x \d+ at \d+,\d+/);
  expect(screen).toContain('seed 4242 | 4246, hair_color red | white');
  expect(screen).toContain('both reduced 1:2');
});

test('a terminal without pictures has a list for the grid, and facts for the comparison', () => {
  const plain = (session: ReviewSession): string =>
    renderReview(session, demoLook({ kind: 'none' }), someFacts({ TERM: 'xterm', NO_COLOR: '1' })).join('\n');
  expect(plain(forty(view('grid')))).toMatch(/>  42\/1 +seed 4242  armor plate, hair_color red/);
  expect(plain(forty(view('compare')))).toContain('px differ');
});

test('a terminal of lines offers keys that can be typed as a line only', () => {
  for (const session of [
    forty(),
    forty('reject'),
    forty(view('grid')),
    forty(view('compare')),
    forty('approve', 'commit'),
  ]) {
    const { lines } = composeTranscript(session, demoLook({ kind: 'none' }), someFacts({ TERM: 'dumb' }));
    expect(lines.join('\n')).not.toMatch(/Arrows|Tab|Esc|Space|Left|Shift/);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  }
});
