import { expect, test } from 'vitest';
import { review } from '../../src/domain/review/act.ts';
import { itemKey } from '../../src/domain/review/item.ts';
import {
  currentItem,
  openReview,
  type ReviewAction,
  type ReviewSession,
} from '../../src/domain/review/session.ts';
import type { Graphics } from '../../src/entry/cli/terminal/graphics.ts';
import { renderReview } from '../../src/entry/cli/terminal/review-view.ts';
import { colourDepth, type TerminalEnv } from '../../src/entry/cli/terminal/style.ts';
import { someFacts } from '../rig/fake-terminal.ts';
import { demoItems, demoPicture } from '../rig/review-items.ts';

const play = (...actions: readonly ReviewAction[]): ReviewSession =>
  actions.reduce<ReviewSession>(
    (session, action) => {
      const item = currentItem(session);
      const shown = item === null ? session : review(session, { kind: 'shown', key: itemKey(item) });
      return review(shown, action);
    },
    openReview(demoItems.slice(0, 3)),
  );

const screens: Readonly<Record<string, ReviewSession>> = {
  concept: play(),
  sheet: play({ kind: 'approve' }),
  tile: play({ kind: 'approve' }, { kind: 'next' }),
  reason: play({ kind: 'reject' }),
  commit: play(
    { kind: 'approve' },
    { kind: 'reject' },
    { kind: 'reason', code: 'palette' },
    { kind: 'approve' },
  ),
  help: play({ kind: 'help' }),
};
const small = { columns: 80, rows: 24 };
const large = { columns: 200, rows: 50 };
const colour: TerminalEnv = { TERM: 'screen-256color', COLORTERM: 'truecolor' };

test.each<[string, string, { columns: number; rows: number }, TerminalEnv]>([
  ...Object.keys(screens).map(
    (name) => [name, '80x24', small, colour] as [string, string, typeof small, TerminalEnv],
  ),
  ['concept', '200x50', large, colour],
  ['sheet', '200x50', large, colour],
  ['sheet', '80x24-256', small, { TERM: 'screen-256color' }],
  ['sheet', '80x24-no-color', small, { ...colour, NO_COLOR: '1' }],
])('the %s screen at %s is as it was', async (name, size, cells, env) => {
  const session = screens[name] ?? play();
  const item = currentItem(session) ?? demoItems[0];
  if (item === undefined) throw new Error('no demo items');
  const facts = someFacts(env, cells);
  const depth = colourDepth(facts);
  const graphics: Graphics = depth === 24 || depth === 8 ? { kind: 'blocks', depth } : { kind: 'none' };
  const lines = renderReview(
    session,
    {
      picture: { kind: 'loaded', png: new Uint8Array(), rgba: demoPicture(item) },
      graphics,
      ground: 'checker',
    },
    facts,
  );
  // ESC as ␛, so that the golden files can be read.
  const text = `${lines.join('\n').replaceAll('\u001b', '␛')}\n`;
  await expect(text).toMatchFileSnapshot(`../golden/screens/review-${name}-${size}.txt`);
});
