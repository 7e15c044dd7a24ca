// Draws docs/gallery/first-characters.png from the procedural backend: what `npm start` shows, without a project.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import procedural from '../src/backends/procedural.ts';
import { encodePng } from '../src/pixels/png.ts';
import { blank, type Rgba } from '../src/pixels/rgba.ts';
import type { BackendRequest } from '../src/ports/backend.ts';

const folk = [
  { hair: 'long', hair_color: 'red', armor: 'plate', weapon: 'axe' },
  { hair: 'hood', hair_color: 'white', armor: 'robe', weapon: 'staff' },
  { hair: 'mohawk', hair_color: 'blond', armor: 'leather', weapon: 'spear' },
  { hair: 'ponytail', hair_color: 'black', armor: 'tunic', weapon: 'sword' },
];
const firstSeed = 7301;
const ground = [38, 42, 51, 255] as const;
const marginPx = 24;

async function draw(part: Pick<BackendRequest, 'phase' | 'binding' | 'seed'>): Promise<Rgba> {
  const request = { ...part, kind: 'character.humanoid', locked: {}, template: {}, concept: null };
  const answer = await procedural.runner?.generate(request, { signal: { aborted: false } });
  const picture = answer?.ok === true ? answer.value.pictures[0] : undefined;
  if (picture === undefined) throw new Error('the procedural backend drew nothing');
  return picture.picture;
}

/** Lays a picture onto the page, every pixel `scale` wide and high: nearest, so that no colour is made up. */
function lay(page: Rgba, picture: Rgba, left: number, top: number, scale: number): void {
  for (let y = 0; y < picture.height * scale; y += 1) {
    for (let x = 0; x < picture.width * scale; x += 1) {
      const from = (Math.floor(y / scale) * picture.width + Math.floor(x / scale)) * 4;
      // Pixel art has whole pixels: a pixel is there or it is not.
      if ((picture.data[from + 3] ?? 0) < 128) continue;
      page.data.set(picture.data.subarray(from, from + 4), ((top + y) * page.width + left + x) * 4);
    }
  }
}

const people = folk.map((binding, child) => ({ binding, seed: firstSeed + child }));
const concepts = await Promise.all(people.map((person) => draw({ ...person, phase: 'concept' })));
const strips = await Promise.all(people.map((person) => draw({ ...person, phase: 'final' })));

const conceptScale = 2;
const stripScale = 3;
const [concept, strip] = [concepts[0], strips[0]];
if (concept === undefined || strip === undefined) throw new Error('there is nobody to draw');
const width = strip.width * stripScale + marginPx * 2;
const conceptHeight = concept.height * conceptScale;
const stripHeight = strip.height * stripScale;
const page = blank(width, marginPx * 3 + conceptHeight + strips.length * stripHeight);
for (let i = 0; i < page.data.length; i += 4) page.data.set(ground, i);

const columnPx = Math.floor((width - marginPx * 2) / concepts.length);
for (const [i, picture] of concepts.entries()) {
  const inset = Math.floor((columnPx - picture.width * conceptScale) / 2);
  lay(page, picture, marginPx + i * columnPx + inset, marginPx, conceptScale);
}
for (const [i, picture] of strips.entries()) {
  lay(page, picture, marginPx, marginPx * 2 + conceptHeight + i * stripHeight, stripScale);
}

const file = join(import.meta.dirname, '..', 'docs/gallery/first-characters.png');
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, encodePng(page));
console.error(`wrote docs/gallery/first-characters.png, ${page.width} x ${page.height} px`);
