import { expect, test } from 'vitest';
import { someEntry } from '../../../test/rig/contact-entry.ts';
import { altText, captionsOf, standingOf } from './caption.ts';

const levers = [
  ['hair', ['red', 'blond']],
  ['armor', ['plate', 'robe']],
] as const;
const red = someEntry({ levers, binding: { hair: 'red', armor: 'plate' } });
const blond = someEntry({ cell: 2, levers, binding: { hair: 'blond', armor: 'plate' }, childIndex: 1 });

test('what all pictures have in common is said once, and each says only what differs', () => {
  const captions = captionsOf([red, blond]);
  expect(captions.title).toBe('Raider');
  expect(captions.common).toEqual(['iron.character.raider.v1', 'armor=plate', 'procedural · run_0042_k3f9']);
  expect(captions.each.map(({ job, differing }) => [job, differing])).toEqual([
    ['run_0042_k3f9/1', ['hair=red']],
    ['run_0042_k3f9/2', ['hair=blond']],
  ]);
  expect(captions.each[1]).toMatchObject({ child: 'seed 1000 child 1', digest: 'abababababab' });
});

test('a lever that some pictures do not have is no common one', () => {
  const other = someEntry({
    recipeId: 'iron.object.statue.v2',
    binding: { armor: 'plate' },
    backend: 'hand',
  });
  const captions = captionsOf([red, other]);
  expect(captions.title).toBe('2 recipes');
  expect(captions.common).toEqual([
    'iron.character.raider.v1 · iron.object.statue.v2',
    'armor=plate',
    'run_0042_k3f9',
  ]);
  expect(captions.each.map(({ differing }) => differing)).toEqual([
    ['character.raider.v1', 'hair=red', 'procedural'],
    ['object.statue.v2', 'hand'],
  ]);
});

const by = (verdict: 'approve' | 'reject' | 'withdraw', reason: string | null = null) => ({
  decided: { verdict, reviewer: 'Ada', reason },
});

test.each([
  [{ state: 'AwaitingConceptApproval', gate: 'concept' }, '○ waits: concept gate'],
  [{ state: 'AwaitingReview' }, '○ waits: review'],
  [{ state: 'AwaitingReview', isDraft: true }, '○ waits: review, draft'],
  [{ state: 'Approved', ...by('approve') }, '✓ approved'],
  [{ state: 'Approved' }, '… undecided'],
  [{ state: 'Rejected', ...by('reject', 'thin \u001bhands') }, '✗ rejected: thin \\u001bhands'],
  [{ state: 'Approved', ...by('withdraw') }, '✗ withdrawn'],
  [{ state: 'Failed' }, '✗ failed'],
  [{ state: 'RotationGenerating' }, '… in the works'],
] as const)('%j stands as "%s"', (fields, said) => {
  const { sign, word } = standingOf(someEntry(fields));
  expect(`${sign} ${word}`).toBe(said);
});

test('counts how many stand where', () => {
  const rejected = someEntry({ state: 'Rejected', ...by('reject', 'waits') });
  expect(captionsOf([red]).tally).toBe('1 picture: 1 waits');
  expect(captionsOf([red, blond, rejected]).tally).toBe('3 pictures: 2 wait, 1 rejected');
});

test('stars are the average of those who gave some', () => {
  const note = (author: string, stars: number | null) => ({ author, stars, label: null, texts: [] });
  const [caption] = captionsOf([
    someEntry({ notes: [note('Ada', 4), note('Bo', 1), note('Cy', null)] }),
  ]).each;
  expect(caption?.stars).toEqual({ average: 3, people: 2 });
});

test('says in words what the picture is', () => {
  const [caption] = captionsOf([red]).each;
  expect(caption && altText(caption, red)).toBe(
    'Candidate of Raider, hair red, armor plate, seed 1000 child 0, waits: review',
  );
});
