import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKeyDecoder, type KeyEvent } from './keys.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const key = (name: string): KeyEvent => ({ kind: 'key', name }) as KeyEvent;
const char = (text: string): KeyEvent => ({ kind: 'char', text });

const told: readonly (readonly [string, readonly KeyEvent[]])[] = [
  ['pX', [char('p'), char('X')]],
  ['é赤👩', [char('é'), char('赤'), char('👩')]],
  ['\u001b[A\u001b[B\u001bOC\u001b[1;5D', [key('up'), key('down'), key('right'), key('left')]],
  ['\u001b[H\u001b[4~\u001b[3~\u001b[5;2~', [key('home'), key('end'), key('delete'), key('page-up')]],
  ['\r\n\t\u007f\b', [key('enter'), key('enter'), key('tab'), key('backspace'), key('backspace')]],
  ['\u0003\u0004\u0015\u001a', [key('ctrl-c'), key('ctrl-d'), key('ctrl-u'), key('ctrl-z')]],
  ['\u0001\u0000\u009b', []],
  ['\u001b[200~p\rq\u001b[201~x', [{ kind: 'paste', text: 'p\rq' }, char('x')]],
  ['\u001bp', []],
  ['\u001b[[Ax', [char('x')]],
  ['\u001b[15~\u001b[Ix', [char('x')]],
  ['\t\u001b[Z', [key('tab'), key('shift-tab')]],
  [
    '\u001b[1;2C\u001b[1;2D\u001b[1;5C\u001b[1;2A',
    [key('shift-right'), key('shift-left'), key('right'), key('up')],
  ],
  ['\u001b_Gi=31;OK\u001b\\x', [{ kind: 'reply', text: '\u001b_Gi=31;OK\u001b\\' }, char('x')]],
  ['\u001b[?62;4c', [{ kind: 'reply', text: '\u001b[?62;4c' }]],
  ['\u001b]11;rgb:0/0/0\u0007x', [{ kind: 'reply', text: '\u001b]11;rgb:0/0/0\u0007' }, char('x')]],
];

test.each(told)('reads %j', (sent, events) => {
  expect(createKeyDecoder().feed(bytes(sent))).toEqual(events);
});

test('reads the same keys however the bytes are split', () => {
  const everything = told.map(([sent]) => sent).join('');
  const whole = createKeyDecoder().feed(bytes(everything));
  fc.assert(
    fc.property(fc.array(fc.nat({ max: bytes(everything).length })), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), bytes(everything).length];
      const decoder = createKeyDecoder();
      const events = places.flatMap((from, i) => decoder.feed(bytes(everything).slice(from, places[i + 1])));
      expect(events).toEqual(whole);
    }),
  );
});

test('takes a lone ESC for the Escape key only when nothing follows it', () => {
  const decoder = createKeyDecoder();
  expect(decoder.feed(bytes('\u001b'))).toEqual([]);
  expect(decoder.isWaiting).toBe(true);
  expect(decoder.flush()).toEqual([key('escape')]);
  expect(decoder.isWaiting).toBe(false);
  expect(decoder.feed(bytes('\u001b\u001b[A'))).toEqual([key('escape'), key('up')]);
});

test('an answer that never ends does not swallow every later key', () => {
  const decoder = createKeyDecoder();
  decoder.feed(bytes(`\u001b_${'x'.repeat(5000)}`));
  expect(decoder.feed(bytes('p'))).toEqual([char('p')]);
});

test('never throws and never gives a control character as typed text', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 12 })), (chunks) => {
      const decoder = createKeyDecoder();
      const events = chunks.flatMap((chunk) => [...decoder.feed(chunk), ...decoder.flush()]);
      for (const event of events) if (event.kind === 'char') expect(event.text).not.toMatch(/\p{Cc}/u);
    }),
  );
});
