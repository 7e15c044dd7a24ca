import { describe, expect, it } from 'vitest';
import { ago, localTime } from './words.ts';

const now = new Date('2026-11-21T14:30:00.000Z');
const before = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();

describe('times', () => {
  it('are told as an age in the unit that says most', () => {
    expect([0, 1, 119, 120, 2879, 2880].map((minutes) => ago(before(minutes), now))).toEqual([
      'just now',
      '1 min ago',
      '119 min ago',
      '2 h ago',
      '47 h ago',
      '2 days ago',
    ]);
  });

  it('have their date only when it is not today’s', () => {
    expect(localTime(now.toISOString(), now)).toMatch(/^\d\d:\d\d$/);
    expect(localTime(before(3 * 1440), now)).toMatch(/^2026-11-18 \d\d:\d\d$/);
  });
});
