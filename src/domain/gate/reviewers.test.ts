import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entry, keyIdFor, reviewersFile, revocation, threeReviewers } from '../../../test/rig/gate.ts';
import { isAppended, parseReviewers, renderReviewers } from './reviewers.ts';

const faultOf = (value: unknown) => {
  const file = parseReviewers(typeof value === 'string' ? value : JSON.stringify(value));
  return file.ok ? null : file.failure;
};
const full = reviewersFile(threeReviewers.reviewers, [revocation('Calla', 'Asa', { reviewers: ['Bryn'] })]);

test('the file is read back as it was written', () => {
  expect(parseReviewers(renderReviewers(full))).toEqual({ ok: true, value: full });
});

test('a file that nobody stands in is none', () => {
  expect(faultOf(reviewersFile([]))).toEqual({ code: 'bad-value', at: 'reviewers' });
});

test('conflict markers, a later version and stray fields are told apart', () => {
  expect(faultOf(`<<<<<<< HEAD\n${renderReviewers(full)}`)?.code).toBe('not-json');
  expect(faultOf({ ...full, schema_version: 2 })).toEqual({
    code: 'newer-version',
    at: 'schema_version',
    version: 2,
  });
  expect(faultOf({ ...full, root: keyIdFor('Asa') })).toEqual({ code: 'unknown-field', at: 'root' });
});

test.each([
  ['name', 'Asa\u202e'],
  ['name', ''],
  ['public_key', 'AAAA'],
  ['key_id', 'asa'],
  ['added_by', ''],
  ['added_at', 'yesterday'],
  ['signature', ''],
])('an entry cannot have the %s %j', (field, value) => {
  const broken = { ...entry('Asa', null), [field]: value };
  expect(faultOf(reviewersFile([broken]))).toEqual({ code: 'bad-value', at: `reviewers.0.${field}` });
});

test('a revocation is closed as well', () => {
  const broken = { ...revocation('Bryn', 'Asa'), note: '' };
  expect(faultOf(reviewersFile(threeReviewers.reviewers, [broken]))).toEqual({
    code: 'unknown-field',
    at: 'revocations.0.note',
  });
});

test('only more at the end is appending', () => {
  const { reviewers } = threeReviewers;
  fc.assert(
    fc.property(fc.shuffledSubarray([...reviewers]), fc.boolean(), (chosen, isRevoked) => {
      const after = reviewersFile(chosen, isRevoked ? full.revocations : []);
      const isPrefix = reviewers.every((entryBefore, i) => chosen[i] === entryBefore);
      expect(isAppended(threeReviewers, after)).toBe(isPrefix);
      expect(isAppended(full, after)).toBe(isPrefix && isRevoked);
    }),
  );
});
