import { expect, test } from 'vitest';
import { count, few } from './counted.ts';

test('a noun has its plural beside every number but one', () => {
  expect([0, 1, 2].map((n) => count(n, 'job'))).toEqual(['0 jobs', '1 job', '2 jobs']);
  expect(count(2, 'child', 'children')).toBe('2 children');
});

test('names are told while they are few, and the rest is counted', () => {
  expect(few([])).toBe('');
  expect(few(['a', 'b'], 2)).toBe('a, b');
  expect(few(['a', 'b', 'c'], 2)).toBe('a, b and 1 more');
});
