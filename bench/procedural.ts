// What the procedural backend takes to draw, beside encoding the same picture as PNG.
import procedural from '../src/backends/procedural.ts';
import type { BackendRequest } from '../src/ports/backend.ts';
import { encodePng } from '../src/pixels/png.ts';
import type { Rgba } from '../src/pixels/rgba.ts';
import { least, median, one, printTable } from './measure.ts';

const request = (phase: 'concept' | 'final', seed: number): BackendRequest => ({
  phase,
  kind: 'character.humanoid',
  binding: { hair: 'long', hair_color: 'red', armor: 'plate', weapon: 'axe' },
  seed,
  locked: {},
  template: {},
  concept: null,
});

async function draw(phase: 'concept' | 'final', seed: number): Promise<Rgba> {
  const answer = await procedural.runner?.generate(request(phase, seed), { signal: { aborted: false } });
  const picture = answer?.ok === true ? answer.value.pictures[0]?.picture : undefined;
  if (picture === undefined) throw new Error('the backend drew nothing');
  return picture;
}

/** Each round is another person; the first is counted apart, as a worker that has just started would meet it. */
export async function drawing(rounds: number): Promise<void> {
  const rows: string[][] = [];
  for (const phase of ['concept', 'final'] as const) {
    const drawn: number[] = [];
    const encoded: number[] = [];
    let size = '';
    for (let round = 0; round <= rounds; round += 1) {
      const began = performance.now();
      const picture = await draw(phase, 7301 + round);
      const between = performance.now();
      encodePng(picture);
      drawn.push(between - began);
      encoded.push(performance.now() - between);
      size = `${picture.width}x${picture.height}`;
    }
    for (const [what, ms] of [
      [`draw ${phase}`, drawn],
      [`encode ${phase} (beside it)`, encoded],
    ] as const) {
      const [first = Number.NaN, ...later] = ms;
      rows.push([what, size, one(median(later)), one(least(later)), one(first)]);
    }
  }
  printTable(['procedural backend, ms', 'px', 'median', 'min', 'first'], rows);
}
