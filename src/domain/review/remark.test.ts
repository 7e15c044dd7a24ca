import { expect, test } from 'vitest';
import { remarksByDigest, starsNow, wordsOf, type Remark } from './remark.ts';

const said = (author: string, more: Partial<Remark>): Remark => ({
  digest: 'a',
  author,
  stars: null,
  label: null,
  text: null,
  ...more,
});

test('of a person the last stars count, and 0 takes them away', () => {
  const remarks = [
    said('kari', { stars: 2 }),
    said('ola', { stars: 5 }),
    said('kari', { text: 'better' }),
    said('kari', { stars: 4 }),
    said('ola', { stars: 0 }),
  ];
  expect([...starsNow(remarks)]).toEqual([['kari', 4]]);
  expect(wordsOf(remarks)).toEqual([{ author: 'kari', text: 'better' }]);
});

test('remarks are found by the picture that they are about', () => {
  const by = remarksByDigest([said('kari', { stars: 1 }), said('kari', { digest: 'b', stars: 2 })]);
  expect([by.get('a')?.length, by.get('b')?.[0]?.stars, by.get('c')]).toEqual([1, 2, undefined]);
});
