import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ReviewAction, ReviewSession } from '../../src/domain/review/session.ts';
import { openReview } from '../../src/domain/review/session.ts';
import type { Graphics } from '../../src/entry/cli/terminal/graphics.ts';
import type { Ground } from '../../src/entry/cli/terminal/ground.ts';
import { composeTranscript } from '../../src/entry/cli/terminal/review-transcript.ts';
import { composeReview } from '../../src/entry/cli/terminal/review-view.ts';
import { colourDepth, unpainted, type TerminalEnv } from '../../src/entry/cli/terminal/style.ts';
import { displayWidth } from '../../src/entry/cli/terminal/width.ts';
import { someFacts } from '../rig/fake-terminal.ts';
import { demoItems, manyItems } from '../rig/review-items.ts';
import { demoLook } from '../rig/review-look.ts';
import { play } from '../rig/review-session.ts';

const [concept, sheet, tile] = demoItems;
if (concept === undefined || sheet === undefined || tile === undefined) throw new Error('no demo items');
const few = () => openReview([concept, sheet, tile], { author: 'kari' });
const forty = () => openReview(manyItems(40), { author: 'kari' });
const view = (name: 'grid' | 'compare'): ReviewAction => ({ kind: 'view', view: name });
const digit = (n: number): ReviewAction => ({ kind: 'digit', digit: n });
const words = (said: string): ReviewAction => ({ kind: 'text', text: said });
const mixed = (): ReviewSession =>
  play(forty(), 'approve', 'reject', digit(2), 'approve', 'next', 'reject', 'next', digit(3));

const screens: Readonly<Record<string, () => ReviewSession>> = {
  concept: few,
  sheet: () => play(few(), 'approve'),
  tile: () => play(few(), 'approve', 'next'),
  playing: () => play(few(), 'next', 'play', { kind: 'tick' }),
  single: () => play(mixed(), 'text-begin', words('the axe is too long'), 'text-accept'),
  offer: () => play(mixed(), 'reject'),
  reason: () => play(mixed(), 'reject', 'text-begin', words('the axe is cut off')),
  grid: () => play(mixed(), view('grid')),
  compare: () => play(mixed(), view('compare')),
  difference: () => play(mixed(), view('compare'), 'difference'),
  commit: () => play(few(), 'approve', 'reject', digit(2), 'approve'),
  help: () => play(few(), 'help'),
};
const sizes = { '80x24': { columns: 80, rows: 24 }, '200x50': { columns: 200, rows: 50 } } as const;
const colour: TerminalEnv = { TERM: 'screen-256color', COLORTERM: 'truecolor' };

interface Look {
  readonly env: TerminalEnv;
  readonly ground: Ground;
}
/** `light` and `dark`: what a person sets behind the picture who has the game's ground in mind. */
const looks: Readonly<Record<string, Look>> = {
  colour: { env: colour, ground: 'checker' },
  light: { env: colour, ground: 'white' },
  dark: { env: colour, ground: 'black' },
  palette: { env: { TERM: 'screen-256color' }, ground: 'checker' },
  plain: { env: { ...colour, NO_COLOR: '1' }, ground: 'checker' },
};

const cases = Object.keys(screens).flatMap((name) =>
  (['80x24', '200x50'] as const).flatMap((size) =>
    [
      'colour',
      'plain',
      ...(['single', 'grid', 'compare'].includes(name) ? ['light', 'dark', 'palette'] : []),
    ].map((look): [string, keyof typeof sizes, string] => [name, size, look]),
  ),
);

test.each(cases)('the %s screen at %s, %s, is as it was', async (name, size, look) => {
  const session = (screens[name] ?? few)();
  const { env, ground } = looks[look] ?? { env: colour, ground: 'checker' };
  const facts = someFacts(env, sizes[size]);
  const depth = colourDepth(facts);
  const graphics: Graphics = depth === 24 || depth === 8 ? { kind: 'blocks', depth } : { kind: 'none' };
  const { lines } = composeReview(session, demoLook(graphics, ground), facts);
  expect(lines).toHaveLength(sizes[size].rows);
  for (const line of lines) expect(displayWidth(unpainted(line))).toBeLessThanOrEqual(sizes[size].columns);
  if (look === 'plain') expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  await expect(golden(lines, look === 'colour' && size === '80x24')).toMatchFileSnapshot(
    `../golden/screens/review-${name}-${size}-${look}.txt`,
  );
});

test.each(['single', 'offer', 'grid', 'compare', 'commit', 'help'])(
  'the %s of a terminal of lines is as it was',
  async (name) => {
    const session = (screens[name] ?? few)();
    const facts = someFacts({ TERM: 'dumb' }, sizes['80x24']);
    const { lines } = composeTranscript(session, demoLook({ kind: 'none' }), facts);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(80);
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`../golden/screens/review-${name}-dumb.txt`);
  },
);

/**
 * The screen as a file: with every colour, ESC as ␛, where that can be read; else the text, and what the colours come to.
 */
function golden(lines: readonly string[], isPainted: boolean): string {
  if (isPainted) return `${lines.join('\n').replaceAll('\u001b', '␛')}\n`;
  const text = lines.map((line) => unpainted(line).trimEnd()).join('\n');
  const painted = createHash('sha256').update(lines.join('\n')).digest('hex');
  return `${text}\ncolours ${painted.slice(0, 16)}\n`;
}
