import { metals } from '../../ramps/people.ts';
import { dab, stroke, type Easel } from '../easel.ts';
import { stamp } from '../stamp.ts';
import { gunwale, type Hull } from './hull.ts';

/** Heads that look to the left: a dragon, a spiral, a bird. a .. e are steps of wood, y is gold. */
const heads: readonly (readonly string[])[] = [
  [
    '....d..d..',
    '...dd.dd..',
    '.dddddcd..',
    'dddyddccd.',
    'ddddddccb.',
    '.y.bccccb.',
    'dcc..cccbd',
    '.ccccccb..',
    '....cccb..',
    '....dccb..',
  ],
  [
    '..dddd....',
    '.ddcccc...',
    'ddc..bcc..',
    'dc.dd.bcc.',
    'dc.dcb.cb.',
    'dcc..b.cb.',
    '.dccccccb.',
    '..cccccb..',
    '....cccb..',
    '....dccb..',
  ],
  [
    '....ddd...',
    '...ddddc..',
    '.dddyddcc.',
    'eeedddcccb',
    'ec.bdcccb.',
    'c...dcccb.',
    '....dccb..',
    '...ddccb..',
    '....dccb..',
    '....dccb..',
  ],
];

/** Stems that rise from both ends of a longship, with a carved head before and a curl behind. */
export function paintProw(easel: Easel, hull: Hull, form: number): void {
  const { wood, half } = hull;
  const foot = gunwale(hull, 0.9);
  const rings = (along: number): boolean => Math.floor(along * 8) % 3 === 1;
  for (const side of [-1, 1] as const) {
    const x = side * (half - 5);
    const bend = side * (half + 1);
    const shade = (along: number, across: number): readonly [typeof wood, number] => [
      wood,
      across * side < -0.2 === side < 0 ? (rings(along) ? 4 : 3) : rings(along) ? 2 : 1,
    ];
    stroke(easel, [x, foot + 4, 3.4], [bend, foot - 8, 2.6], shade);
    stroke(easel, [bend, foot - 8, 2.6], [bend - side * 0.5, foot - 17, 2.2], shade);
  }
  const rows = heads[form] ?? heads[0] ?? [];
  const touches = { b: [wood, 1], c: [wood, 2], d: [wood, 3], e: [wood, 4], y: [metals.gold, 3] } as const;
  stamp(easel, -half - 7, Math.floor(foot) - 25, rows, touches);
  // The tail curls forward over the stern.
  const tail = Math.floor(foot) - 22;
  stamp(
    easel,
    half - 5,
    tail,
    ['..dddd..', '.ddcccc.', 'ddc..bcb', 'dc.dd.cb', 'dcccd.cb', '.ccc.ccb', '....cccb', '....dccb'],
    touches,
  );
  dab(easel, half - 1, tail + 3, [metals.gold, 3]);
}
