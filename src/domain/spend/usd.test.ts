import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostUsd, parseUsd, usdText } from './usd.ts';

describe('parseUsd', () => {
  it('reads amounts exactly', () => {
    for (const [text, micro] of [
      ['5', 5_000_000],
      ['1.50', 1_500_000],
      ['$0.07', 70_000],
      ['.05', 50_000],
      ['0', 0],
      ['0.000001', 1],
      ['1000000', 1_000_000_000_000],
    ] as const)
      expect(parseUsd(text)).toBe(micro);
  });

  it('refuses whatever is no plain amount', () => {
    const none = [
      '',
      '.',
      '$',
      '1.',
      '-1',
      '+1',
      '1,50',
      '1e3',
      '0x5',
      '1.0000001',
      '1000000.01',
      '5 ',
      'NaN',
    ];
    for (const text of [...none, '1_000', '٣', '99999999', '1.5.0', '$$1']) expect(parseUsd(text)).toBeNull();
  });

  it('agrees with whole-number arithmetic on the digits, for every amount', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: mostUsd - 1 }),
        fc.stringMatching(/^[0-9]{0,6}$/),
        fc.boolean(),
        (whole, places, isMarked) => {
          const text = `${isMarked ? '$' : ''}${whole}${places === '' ? '' : `.${places}`}`;
          const exact = BigInt(whole) * 1_000_000n + BigInt(places.padEnd(6, '0') || '0');
          expect(parseUsd(text)).toBe(Number(exact));
        },
      ),
    );
  });
});

describe('usdText', () => {
  it('shows the cents at least, and no digit too few', () => {
    expect([0, 1_500_000, 17_300, 1, 25_000_000].map(usdText)).toEqual([
      '$0.00',
      '$1.50',
      '$0.0173',
      '$0.000001',
      '$25.00',
    ]);
  });

  it('is read back as the same amount', () => {
    fc.assert(
      fc.property(fc.nat({ max: mostUsd * 1_000_000 }), (micro) => {
        expect(parseUsd(usdText(micro))).toBe(micro);
      }),
    );
  });
});
