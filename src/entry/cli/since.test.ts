import { describe, expect, it } from 'vitest';
import { timeOption } from './since.ts';

const now = new Date('2026-11-21T14:00:00.000Z');
const given = (text: unknown) => {
  const read = timeOption('--since', text, now);
  return read.ok ? read.value : read.failure.kind;
};

describe('a time on the command line', () => {
  it('may be an age', () => {
    expect(['30m', '2h', '3d', '1w'].map(given)).toEqual([
      '2026-11-21T13:30:00.000Z',
      '2026-11-21T12:00:00.000Z',
      '2026-11-18T14:00:00.000Z',
      '2026-11-14T14:00:00.000Z',
    ]);
  });

  it('may be a date or a time of this machine', () => {
    expect(given('2026-11-01')).toBe(new Date(2026, 10, 1).toISOString());
    expect(given('2026-11-01T14:30')).toBe(new Date(2026, 10, 1, 14, 30).toISOString());
    expect(given('2026-11-01T14:30:05.123Z')).toBe('2026-11-01T14:30:05.000Z');
  });

  it('may be left out', () => expect(given(undefined)).toBeNull());

  it.each([
    '',
    '2',
    '2y',
    'yesterday',
    '2026-13-01',
    '2026-02-31',
    '2026-11-01T25:00',
    '-2h',
    '99999999d',
    '2h ',
  ])('is refused when it is %j', (text) => expect(given(text)).toBe('usage'));
});
