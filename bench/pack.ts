// The packer, with the sprites of an age of 59 characters: 40 frames each, trimmed, so that no two sizes need be equal.
import { defaultPackSettings, packSkyline, type PackItem } from '../src/pixels/pack.ts';
import { byTurns, least, median, one, printTable } from './measure.ts';

const characters = 59;
const framesEach = 40;

/** Numbers that are the same in every run (Lehmer, 48271 modulo 2^31 - 1). */
function lots(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

function sprites(): PackItem[] {
  const draw = lots(7301);
  return Array.from({ length: characters * framesEach }, (_, i) => {
    const character = Math.floor(i / framesEach);
    return {
      id: `c${character}/${i % framesEach}`,
      width: 14 + draw(26),
      height: 30 + draw(18),
      group: `c${character}/${Math.floor((i % framesEach) / 8)}`,
      pixels: `${i}`,
    };
  });
}

export function pack(rounds: number): void {
  const items = sprites();
  const { extrudePx, paddingPx } = defaultPackSettings;
  const border = 2 * extrudePx + paddingPx;
  const settings = [
    ['power of two', defaultPackSettings],
    ['any size', { ...defaultPackSettings, isPowerOfTwo: false }],
  ] as const;
  const needed = items.reduce((sum, item) => sum + (item.width + border) * (item.height + border), 0);
  const packings = settings.map(([, set]) => {
    const answer = packSkyline(items, set);
    if (!answer.ok) throw new Error('an item is larger than a page');
    return answer.packing;
  });
  const times = byTurns(rounds, [
    ['sort only (floor)', () => void [...items].sort((a, b) => b.height - a.height || b.width - a.width)],
    ...settings.map(([name, set]) => [`packSkyline, ${name}`, () => void packSkyline(items, set)] as const),
  ]);
  const rows = times.map((row, i) => {
    const pages = packings[i - 1]?.pages;
    const area = pages?.reduce((sum, page) => sum + page.width * page.height, 0) ?? 0;
    return [
      row.name,
      one(median(row.ms)),
      one(least(row.ms)),
      pages === undefined ? '' : pages.map((page) => `${page.width}x${page.height}`).join(' '),
      pages === undefined ? '' : `${one((100 * needed) / area)} %`,
    ];
  });
  // 100 % would be the sprites with their borders and nothing else: a floor that no packing of rectangles reaches.
  printTable([`pack ${items.length} sprites, ms`, 'median', 'min', 'pages', 'of area used'], rows);
}
