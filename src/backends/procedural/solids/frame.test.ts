import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bentJoint, cosine, localTo, placed, sine, stacked, turnedAbout } from './frame.ts';
import { dot, lengthOf, minus, type Vec } from './vec.ts';

const part = fc.double({ min: -20, max: 20, noNaN: true });
const place: fc.Arbitrary<Vec> = fc.tuple(part, part, part);
const degrees = fc.double({ min: -720, max: 720, noNaN: true });
const turn = fc.record({ lean: degrees, turn: degrees, tilt: degrees });

describe('frames', () => {
  it('know sines and cosines to a millionth', () => {
    const known = [0, 0.5, Math.sqrt(0.5), Math.sqrt(0.75), 1];
    [0, 30, 45, 60, 90].forEach((angle, i) => {
      for (const whole of [-720, -360, 0, 360]) {
        expect(sine(angle + whole)).toBeCloseTo(known[i] ?? 0, 6);
        expect(sine(180 - angle + whole)).toBeCloseTo(known[i] ?? 0, 6);
        expect(sine(whole - angle)).toBeCloseTo(-(known[i] ?? 0), 6);
        expect(cosine(90 - angle + whole)).toBeCloseTo(known[i] ?? 0, 6);
      }
    });
    fc.assert(
      fc.property(degrees, (angle) => {
        expect(sine(angle) * sine(angle) + cosine(angle) * cosine(angle)).toBeCloseTo(1, 6);
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
        expect(dot(both.x, both.y)).toBeCloseTo(0, 5);
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
