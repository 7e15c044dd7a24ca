import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fakeTerminal, someFacts } from '../../../../test/rig/fake-terminal.ts';
import { detectGraphics, drawPicture, removePicture, spaceIn, type Graphics } from './graphics.ts';
import type { TerminalEnv } from './style.ts';
import { openTerminal } from './terminal.ts';

async function detect(env: TerminalEnv, reply: string | null): Promise<{ found: Graphics; asked: boolean }> {
  const facts = someFacts(env);
  const fake = fakeTerminal(facts);
  fake.answer((written) => (written.includes('a=q') ? reply : null));
  const terminal = openTerminal(fake.streams, { read: 'keys', isFullScreen: false });
  const found = await detectGraphics(terminal, facts);
  terminal.close();
  return { found, asked: fake.written().includes('a=q') };
}
const found = async (env: TerminalEnv, reply: string | null): Promise<Graphics> =>
  (await detect(env, reply)).found;

const st = '\u001b\\';
const kittyOk = `\u001b_Gi=31;OK${st}`;
const plain = '\u001b[?62;22c';
const sixel = '\u001b[?62;4;22c';
const named = (name: string): string => `\u001bP>|${name}${st}`;
const cell = '\u001b[6;20;10t';
const xterm = { TERM: 'xterm-256color' };

describe('a terminal that says what it can', () => {
  test('as kitty does', async () => {
    expect(await found(xterm, `${kittyOk}${cell}${plain}`)).toEqual({
      kind: 'kitty',
      cell: { width: 10, height: 20 },
    });
  });

  test('as xterm does, with its colours and its largest picture', async () => {
    const replies = `${named('XTerm(390)')}${cell}\u001b[?1;0;16S\u001b[?2;0;1000;800S${sixel}`;
    const graphics = await found(xterm, replies);
    expect(graphics).toEqual({
      kind: 'sixel',
      cell: { width: 10, height: 20 },
      colours: 16,
      largest: { width: 1000, height: 800 },
    });
    expect(spaceIn(graphics, 200, 50)).toEqual({ width: 1000, height: 800 });
    expect(spaceIn(graphics, 80, 24)).toEqual({ width: 800, height: 480 });
  });

  test('as foot does, whose answer to a question about sixel may be a failure', async () => {
    expect(await found(xterm, `${cell}\u001b[?1;3;0S\u001b[?2;1;0S${sixel}`)).toEqual({
      kind: 'sixel',
      cell: { width: 10, height: 20 },
      colours: 256,
    });
  });

  test('as iTerm2 does: points times scale are px, and its own protocol goes before the others', async () => {
    const size = `\u001b]1337;ReportCellSize=17.5;8.0;2.0${st}`;
    expect(await found(xterm, `${kittyOk}${named('iTerm2 3.5.0')}${cell}${size}${sixel}`)).toEqual({
      kind: 'iterm2',
      cell: { width: 16, height: 35 },
    });
  });

  test('as WezTerm does without kitty graphics, whose own protocol is exact where sixel rounds', async () => {
    expect(await found(xterm, `${named('WezTerm 20240203')}${cell}${sixel}`)).toMatchObject({
      kind: 'iterm2',
    });
  });

  test('with the size of its text area only', async () => {
    expect(await found(xterm, `\u001b[4;432;720t${sixel}`)).toMatchObject({ cell: { width: 9, height: 18 } });
  });

  test('through ssh, where only LC_TERMINAL tells of iTerm2', async () => {
    expect(await found({ ...xterm, LC_TERMINAL: 'iTerm2' }, sixel)).toMatchObject({ kind: 'iterm2' });
  });

  test('that it draws nothing, though its name promises it', async () => {
    expect(await found({ TERM: 'xterm-kitty' }, plain)).toEqual({ kind: 'blocks', depth: 24 });
    // A VT132 is class 4: the first number is no feature.
    expect(await found(xterm, '\u001b[?4;22c')).toEqual({ kind: 'blocks', depth: 8 });
  });
});

test('believes the environment when nothing answers', async () => {
  expect((await found({ TERM: 'xterm-kitty' }, null)).kind).toBe('kitty');
  expect((await found({ ...xterm, TERM_PROGRAM: 'iTerm.app' }, null)).kind).toBe('iterm2');
  expect(await found(xterm, null)).toEqual({ kind: 'blocks', depth: 8 });
});

test('asks nothing inside tmux and screen, nor a terminal that cannot or must not draw', async () => {
  const blocks = { found: { kind: 'blocks', depth: 8 }, asked: false };
  expect(await detect({ TERM: 'tmux-256color' }, sixel)).toEqual(blocks);
  expect(await detect({ TERM: 'screen-256color', LC_TERMINAL: 'iTerm2' }, sixel)).toEqual(blocks);
  expect(await detect({ ...xterm, TMUX: '/tmp/s' }, sixel)).toEqual(blocks);
  expect(await detect({ TERM: 'dumb' }, sixel)).toEqual({ found: { kind: 'none' }, asked: false });
  expect(await found({ TERM: 'xterm', NO_COLOR: '1' }, plain)).toEqual({ kind: 'none' });
});

describe('ART_GRAPHICS', () => {
  test('is believed over the terminal, which is still asked for the size of a cell', async () => {
    expect(await found({ ...xterm, ART_GRAPHICS: 'iterm2' }, `${kittyOk}${cell}${sixel}`)).toEqual({
      kind: 'iterm2',
      cell: { width: 10, height: 20 },
    });
    expect(await found({ TERM: 'tmux-256color', ART_GRAPHICS: 'sixel' }, `${cell}${sixel}`)).toMatchObject({
      kind: 'sixel',
      cell: { width: 10, height: 20 },
    });
  });

  test('can refuse pictures: half-blocks or nothing, without a question', async () => {
    expect(await detect({ TERM: 'xterm-kitty', ART_GRAPHICS: 'none' }, kittyOk)).toEqual({
      found: { kind: 'none' },
      asked: false,
    });
    expect(await detect({ TERM: 'xterm-kitty', ART_GRAPHICS: 'blocks' }, kittyOk)).toEqual({
      found: { kind: 'blocks', depth: 24 },
      asked: false,
    });
  });

  test('draws nothing into a pipe, and a word that it does not know says nothing', async () => {
    const facts = { ...someFacts({ ...xterm, ART_GRAPHICS: 'sixel' }), isTty: false };
    expect(await detectGraphics({ ask: () => Promise.reject(new Error('asked')) }, facts)).toEqual({
      kind: 'none',
    });
    expect((await found({ ...xterm, ART_GRAPHICS: 'gif' }, `${kittyOk}${plain}`)).kind).toBe('kitty');
  });
});

test('whatever a terminal answers, cells and pictures keep sizes that fit in memory', async () => {
  const number = fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 1e9 }), fc.constant(-1));
  const reply = fc.oneof(
    fc.tuple(number, number).map(([h, w]) => `\u001b[6;${h};${w}t`),
    fc.tuple(number, number).map(([h, w]) => `\u001b[4;${h};${w}t`),
    fc.tuple(number, number, number).map(([h, w, s]) => `\u001b]1337;ReportCellSize=${h}.9;${w};${s}\u0007`),
    fc.tuple(number, number).map(([w, h]) => `\u001b[?2;0;${w};${h}S`),
    number.map((n) => `\u001b[?1;0;${n}S`),
    fc.string({ unit: 'grapheme-ascii', maxLength: 20 }).map((text) => `\u001bP>|${text}${st}`),
    fc.constant(kittyOk),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(reply), fc.constantFrom(plain, sixel), async (replies, last) => {
      const ask = (): Promise<string[]> => Promise.resolve([...replies, last]);
      const graphics = await detectGraphics({ ask }, someFacts(xterm));
      const space = spaceIn(graphics, 400, 200);
      expect(space.width).toBeGreaterThan(0);
      expect(space.width).toBeLessThanOrEqual(4096);
      expect(space.height).toBeGreaterThan(0);
      expect(space.height).toBeLessThanOrEqual(4096);
      if (graphics.kind !== 'sixel') return;
      expect(graphics.colours).toBeGreaterThanOrEqual(2);
      expect(graphics.colours).toBeLessThanOrEqual(256);
    }),
  );
});

describe('a picture at its place', () => {
  const dot = { width: 1, height: 1, data: Uint8Array.from([255, 0, 0, 255]) };
  const place = { row: 3, column: 0, rows: 2, columns: 4 };
  const size = { width: 10, height: 20 };

  test('begins at its cell in each protocol', () => {
    for (const kind of ['kitty', 'iterm2', 'sixel'] as const) {
      expect(drawPicture({ kind, cell: size }, dot, place).startsWith('\u001b[4;1H\u001b')).toBe(true);
    }
  });

  test('goes by its id, or by a blank in each of its cells', () => {
    expect(removePicture({ kind: 'kitty', cell: size }, place)).toContain('a=d,d=I,i=31');
    const blanks = '\u001b[0m\u001b[4;1H    \u001b[5;1H    ';
    expect(removePicture({ kind: 'sixel', cell: size }, place)).toBe(blanks);
    expect(removePicture({ kind: 'iterm2', cell: size }, place)).toBe(blanks);
  });
});
