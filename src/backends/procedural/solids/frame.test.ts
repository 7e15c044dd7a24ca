import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bentJoint,
  cosine,
  inner,
  lengthOf,
  localTo,
  minus,
  placed,
  sine,
  stacked,
  turnedAbout,
} from './frame.ts';
import type { Vec } from './shape.ts';

const part = fc.double({ min: -20, max: 20, noNaN: true });
const place: fc.Arbitrary<Vec> = fc.tuple(part, part, part);
const degrees = fc.double({ min: -720, max: 720, noNaN: true });
const turn = fc.record({ lean: degrees, turn: degrees, tilt: degrees });

describe('frames', () => {
  it('know sines and cosines to a millionth', () => {
    fc.assert(
      fc.property(degrees, (angle) => {
        expect(sine(angle)).toBeCloseTo(Math.sin((angle * Math.PI) / 180), 6);
        expect(cosine(angle)).toBeCloseTo(Math.cos((angle * Math.PI) / 180), 6);
      }),
    );
  });

  it('turn about a pivot that stays, without stretching, and back again', () => {
    fc.assert(
      fc.property(place, turn, turn, place, (pivot, first, second, other) => {
        const one = turnedAbout(pivot, first);
        expect(lengthOf(minus(placed(one, pivot), pivot))).toBeLessThan(1e-4);
        const both = stacked(one, turnedAbout(pivot, second));
        const seen = placed(both, other);
        expect(lengthOf(minus(seen, pivot))).toBeCloseTo(lengthOf(minus(other, pivot)), 4);
        expect(lengthOf(minus(localTo(both, seen), other))).toBeLessThan(1e-4);
        expect(inner(both.x, both.y)).toBeCloseTo(0, 5);
      }),
    );
  });

  it('bend a joint between bones that keep their length', () => {
    fc.assert(
      fc.property(place, place, place, (from, way, pole) => {
        fc.pre(lengthOf(way) > 1);
        const reach = 7;
        const to: Vec = [
          from[0] + (way[0] / lengthOf(way)) * reach,
          from[1] + (way[1] / lengthOf(way)) * reach,
          from[2] + (way[2] / lengthOf(way)) * reach,
        ];
        const joint = bentJoint(from, to, 4, 4, pole);
        expect(lengthOf(minus(joint, from))).toBeCloseTo(4, 4);
        expect(lengthOf(minus(joint, to))).toBeCloseTo(4, 4);
      }),
    );
  });
});
