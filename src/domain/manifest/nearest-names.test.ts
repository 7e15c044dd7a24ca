import { describe, expect, it } from 'vitest';
import { nearestNames } from './nearest-names.ts';

const known = ['units/raider', 'units/archer', 'tiles/grass', 'raider', 'units/berserker'];

describe('names near a mistyped one', () => {
  it.each([
    ['units/raidr', ['units/raider']],
    ['units/riader', ['units/raider']],
    ['heroes/raider', ['raider', 'units/raider']],
    ['units/berzerkr', ['units/berserker']],
    ['something/else', []],
  ])('of %s are %j', (typed, near) => {
    expect(nearestNames(typed, known)).toEqual(near);
  });

  it('are at most as many as asked', () => {
    expect(nearestNames('x', ['a', 'b', 'c', 'd'], 2)).toEqual(['a', 'b']);
  });
});
