import { describe, expect, it } from 'vitest';
import { asTyped } from './as-typed.ts';

describe('a command in a text', () => {
  const typed = asTyped('npx art', 'demo');

  it('is named as it works here, with the project that was given', () => {
    expect(typed('next: art review')).toBe('next: npx art review --project demo');
    expect(typed('Run `art db status`, then `art db start`.')).toBe(
      'Run `npx art db status --project demo`, then `npx art db start --project demo`.',
    );
    expect(typed('next: art promote 1/1, then art ship')).toBe(
      'next: npx art promote 1/1 --project demo, then npx art ship --project demo',
    );
    expect(typed('stopped (art db stop).')).toBe('stopped (npx art db stop --project demo).');
  });

  it('is left as it is where the program is on the PATH and no project was named', () => {
    const plain = asTyped('art', null);
    for (const text of ['next: art review', 'Run `art up`.', 'approved art is kept', 'Start art now']) {
      expect(plain(text)).toBe(text);
    }
  });

  it('is not seen in the middle of a sentence', () => {
    expect(typed('the art pool and dear art of yours')).toBe('the art pool and dear art of yours');
  });

  it('ends behind what it quotes, and behind the values of a lever', () => {
    expect(typed("  art generate a.b.c.v1 --hair red,black --cloak 'wolf  fur (old), grey'")).toBe(
      "  art generate a.b.c.v1 --hair red,black --cloak 'wolf  fur (old), grey'",
    );
    expect(typed("art generate a.b.c.v1 --hair red,black --cloak 'wolf  fur (old), grey'")).toBe(
      "npx art generate a.b.c.v1 --hair red,black --cloak 'wolf  fur (old), grey' --project demo",
    );
    expect(typed('next: art generate a --hair red,black, then art up')).toBe(
      'next: npx art generate a --hair red,black --project demo, then npx art up --project demo',
    );
  });

  it('quotes a project with a space', () => {
    expect(asTyped('art', 'my game')('next: art up')).toBe("next: art up --project 'my game'");
    expect(asTyped('art', "a'; $(b) '")('next: art up')).toBe(
      String.raw`next: art up --project 'a'\''; $(b) '\'''`,
    );
  });
});
