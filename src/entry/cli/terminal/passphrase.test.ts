import { expect, test } from 'vitest';
import { fakeTerminal, someFacts } from '../../../../test/rig/fake-terminal.ts';
import { askNewPassphrase, askPassphrase } from './passphrase.ts';

test('shows nothing of what is typed, takes corrections, and gives the terminal back', async () => {
  const fake = fakeTerminal();
  const answer = askPassphrase(fake.streams, 'Passphrase:');
  expect(fake.isRaw()).toBe(true);
  fake.type('wrong\u0015hræx\u007f');
  fake.type('fn\r');
  expect(await answer).toEqual({ kind: 'given', passphrase: 'hræfn' });
  expect(fake.written()).toBe('Passphrase: \n');
  expect(fake.isRaw()).toBe(false);
});

test('asks for a new one until both are the same', async () => {
  const fake = fakeTerminal();
  const answer = askNewPassphrase(fake.streams, 'key.json');
  fake.type('one\rtwo\rthree\rthree\r');
  expect(await answer).toEqual({ kind: 'given', passphrase: 'three' });
  expect(fake.written()).toContain('not the same');
});

test('takes an empty one only after the key Y', async () => {
  const fake = fakeTerminal();
  const answer = askNewPassphrase(fake.streams, 'key.json');
  fake.type('\r\r\ry');
  expect(await answer).toEqual({ kind: 'given', passphrase: '' });
  expect(fake.written()).toContain('whoever can read key.json can decide as you');
});

test.each(['ab\u0003', 'ab\u0004'])('is cancelled by %j', async (typed) => {
  const fake = fakeTerminal();
  const answer = askNewPassphrase(fake.streams, 'key.json');
  fake.type(typed);
  expect(await answer).toEqual({ kind: 'cancelled' });
  expect(fake.isRaw()).toBe(false);
});

test('is cancelled when the input ends', async () => {
  const fake = fakeTerminal();
  const answer = askPassphrase(fake.streams, 'Passphrase:');
  fake.hangUp();
  expect(await answer).toEqual({ kind: 'cancelled' });
});

test('is never asked without a terminal', async () => {
  const fake = fakeTerminal({ ...someFacts(), isTty: false });
  await expect(async () => askPassphrase(fake.streams, 'Passphrase:')).rejects.toThrow(/without a terminal/);
});
