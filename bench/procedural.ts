// What the procedural backend takes to draw, against its bounds, beside the figure of the prototype that it replaced and
// beside encoding the same picture as PNG.
import procedural from '../src/backends/procedural.ts';
import type { BackendRequest } from '../src/ports/backend.ts';
import { encodePng } from '../src/pixels/png.ts';
import type { Rgba } from '../src/pixels/rgba.ts';
import { least, median, one, printTable } from './measure.ts';

interface Work {
  readonly what: string;
  readonly request: Pick<BackendRequest, 'phase' | 'kind' | 'binding'>;
  /** Ms that the median may take; `null` for what has no bound. */
  readonly limitMs: number | null;
  /** Ms that the prototype took for the same, as it was published; `null` for what it could not draw. */
  readonly prototypeMs: number | null;
  /** Rounds are divided by this, at least three. */
  readonly dear: number;
}

const person = { hair: 'long', hair_color: 'red', armor: 'plate', weapon: 'axe' };
const character = 'character.humanoid';

const works: readonly Work[] = [
  {
    what: 'eight directions, 48x48',
    request: { phase: 'final', kind: character, binding: person },
    limitMs: 120,
    prototypeMs: 426,
    dear: 1,
  },
  {
    what: 'all animations, 48x48',
    request: { phase: 'final', kind: character, binding: { ...person, motion: 'all' } },
    limitMs: 1500,
    prototypeMs: null,
    dear: 5,
  },
  {
    what: 'tileset of 47, 16 px',
    request: {
      phase: 'final',
      kind: 'terrain.tileset',
      binding: { biome: 'grass', over: 'dirt', tiles: 'blob' },
    },
    limitMs: 300,
    prototypeMs: null,
    dear: 1,
  },
  {
    what: 'concept of a character',
    request: { phase: 'concept', kind: character, binding: person },
    limitMs: null,
    prototypeMs: null,
    dear: 1,
  },
];

async function draw(request: Work['request'], seed: number): Promise<Rgba> {
  const answer = await procedural.runner?.generate(
    { ...request, seed, locked: {}, template: {}, concept: null },
    { signal: { aborted: false } },
  );
  const picture = answer?.ok === true ? answer.value.pictures[0]?.picture : undefined;
  if (picture === undefined) throw new Error('the backend drew nothing');
  return picture;
}

/**
 * Each round is another person; the first is counted apart, as a worker that has just started would meet it. The works
 * take turns, so that a machine that is busy for a while slows all of them alike. Returns whether all kept their bound.
 */
export async function drawing(rounds: number): Promise<boolean> {
  const times = works.map(() => ({ drawn: [] as number[], encoded: [] as number[], size: '' }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [i, { request, dear }] of works.entries()) {
      const row = times[i];
      if (row === undefined || row.drawn.length > Math.max(3, Math.floor(rounds / dear))) continue;
      const began = performance.now();
      const picture = await draw(request, 7301 + round);
      const between = performance.now();
      encodePng(picture);
      row.drawn.push(between - began);
      row.encoded.push(performance.now() - between);
      row.size = `${picture.width}x${picture.height}`;
    }
  }
  let isKept = true;
  const rows = works.map(({ what, limitMs, prototypeMs }, i) => {
    const { drawn = [], encoded = [], size = '' } = times[i] ?? {};
    const [first = Number.NaN, ...later] = drawn;
    const usual = median(later);
    const best = least(later);
    // As in start-up: where only the best times keep the bound, others keep the machine busy.
    const verdict =
      limitMs === null ? '' : usual <= limitMs ? 'PASS' : best <= limitMs ? 'PASS at best' : 'OVER';
    if (verdict === 'OVER') isKept = false;
    return [
      what,
      size,
      one(usual),
      one(best),
      one(first),
      limitMs === null ? '' : String(limitMs),
      verdict,
      prototypeMs === null ? '' : String(prototypeMs),
      prototypeMs === null ? '' : `${(usual / prototypeMs).toFixed(2)}x`,
      `${one(usual / median(encoded.slice(1)))}x`,
    ];
  });
  printTable(
    [
      'procedural backend, ms',
      'px',
      'median',
      'min',
      'first',
      'bound',
      '',
      'prototype',
      'of it',
      'of encoding',
    ],
    rows,
  );
  return isKept;
}
