import { expect, test } from 'vitest';
import {
  colourDepth,
  factsOf,
  isDumb,
  styleFor,
  unpainted,
  type TerminalEnv,
  type TerminalFacts,
} from './style.ts';

const facts = (env: TerminalEnv, more: Partial<TerminalFacts> = {}): TerminalFacts => ({
  isTty: true,
  columns: 80,
  rows: 24,
  env,
  isColourRefused: false,
  ...more,
});

test.each<[string, TerminalEnv, number]>([
  ['xterm', { TERM: 'xterm' }, 4],
  ['a 256-colour terminal', { TERM: 'screen-256color' }, 8],
  ['COLORTERM=truecolor', { TERM: 'screen-256color', COLORTERM: 'truecolor' }, 24],
  ['kitty', { TERM: 'xterm-kitty' }, 24],
  ['iTerm', { TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app' }, 24],
  ['tmux started inside iTerm', { TERM: 'screen-256color', TERM_PROGRAM: 'iTerm.app', TMUX: '/tmp/x' }, 8],
  ['NO_COLOR', { TERM: 'xterm', COLORTERM: 'truecolor', NO_COLOR: '1' }, 0],
  ['an empty NO_COLOR', { TERM: 'xterm', NO_COLOR: '' }, 4],
  ['a dumb terminal', { TERM: 'dumb', COLORTERM: 'truecolor' }, 0],
  ['no TERM', {}, 0],
])('%s has the right depth', (_, env, depth) => {
  expect(colourDepth(facts(env))).toBe(depth);
});

test('a stream that does not say its size has 80 x 24', () => {
  expect(factsOf({ isTTY: true, columns: 0 }, {}, false)).toMatchObject({
    isTty: true,
    columns: 80,
    rows: 24,
  });
  expect(factsOf({}, {}, false).isTty).toBe(false);
});

test('colour is off for a pipe and with --no-color', () => {
  expect(colourDepth(facts({ TERM: 'xterm-kitty' }, { isTty: false }))).toBe(0);
  expect(colourDepth(facts({ TERM: 'xterm-kitty' }, { isColourRefused: true }))).toBe(0);
});

test('paints where there is colour and leaves text alone where there is none', () => {
  expect(styleFor(facts({ TERM: 'xterm' })).red('no')).toBe('\u001b[31mno\u001b[39m');
  expect(styleFor(facts({ TERM: 'dumb' })).red('no')).toBe('no');
  expect(unpainted(styleFor(facts({ TERM: 'xterm' })).bold('yes'))).toBe('yes');
  expect(isDumb(facts({ TERM: '' }))).toBe(true);
});
