import { expect, it } from 'vitest';
import { fakeTerminal } from '../../../../test/rig/fake-terminal.ts';
import { askLines } from './ask-line.ts';
import { displayWidth } from './width.ts';

it('breaks what it says and asks at spaces, below where it began', async () => {
  const terminal = fakeTerminal();
  terminal.resize({ columns: 40, rows: 12 });
  const isAsked = terminal.until(']: ');
  const asked = askLines(terminal.streams, async ({ ask, say }) => {
    say('  Enter takes what stands in brackets, and nothing is written before the end.');
    return ask({
      question: 'Kind of picture (drawn here: object.prop)',
      presumed: 'object.prop',
      fault: () => null,
    });
  });
  await isAsked;
  terminal.type('\n');
  expect(await asked).toBe('object.prop');
  const lines = terminal.written().split('\n');
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(40);
  expect(lines.slice(0, 2)).toEqual([
    '  Enter takes what stands in brackets,',
    '  and nothing is written before the',
  ]);
  expect(terminal.written()).toContain('(drawn here:\nobject.prop) [object.prop]: ');
});
