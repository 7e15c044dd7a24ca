// `npm run preview [kind...] [--to folder] [--scale n] [--width px]`: a contact sheet of every kind that the procedural
// backend draws, from the preview rows of its file: all rows at an integer scale, with captions. It is for whoever
// changes what is drawn; `npm run gallery` draws what is shipped.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { catalog } from '../src/backends/procedural/catalog.ts';
import { previewSeed, type ArtKind, type PreviewRow } from '../src/backends/procedural/art-kind.ts';
import { compose, crop } from '../src/pixels/arrange.ts';
import { encodePng } from '../src/pixels/png.ts';
import { sheetOf, type Cell } from './page.ts';

const usage = 'npm run preview -- [kind...] [--to folder] [--scale n] [--width px]';
const options = new Set(['--to', '--scale', '--width']);
if (process.argv.includes('--help')) {
  console.error(`${usage}\nKinds: ${catalog.map(({ kind }) => kind).join(', ')}.`);
  process.exit(0);
}
const foreign = process.argv
  .slice(2)
  .find((word) => word.startsWith('-') && !options.has(word.split('=')[0] ?? ''));
if (foreign !== undefined) {
  console.error(`There is no option ${foreign}: ${usage}`);
  process.exit(2);
}
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    to: { type: 'string', default: 'build/preview' },
    scale: { type: 'string' },
    width: { type: 'string', default: '1200' },
  },
});

const unknown = positionals.filter((name) => !catalog.some(({ kind }) => kind === name));
if (unknown.length > 0) {
  console.error(
    `There is no kind ${unknown.join(', ')}; there are ${catalog.map(({ kind }) => kind).join(', ')}.`,
  );
  process.exit(2);
}
if (values.scale !== undefined && !/^[1-9][0-9]?$/.test(values.scale)) {
  console.error(`--scale ${values.scale} is no whole number of 1 to 99.`);
  process.exit(2);
}
const chosen = catalog.filter(({ kind }) => positionals.length === 0 || positionals.includes(kind));
mkdirSync(values.to, { recursive: true });
for (const listed of chosen) {
  const { kind } = await listed.load();
  const given = values.scale === undefined ? null : Number(values.scale);
  const rows = kind.preview.map(({ title, scale, pictures }) => ({
    title,
    scale: given ?? scale ?? null,
    cells: pictures.map((wish) => cellOf(kind, wish)),
  }));
  const page = sheetOf(`${kind.kind}: ${kind.title}`, rows, Number(values.width));
  const file = join(values.to, `${kind.kind.replace('.', '-')}.png`);
  writeFileSync(file, encodePng(page));
  console.error(`wrote ${file}, ${page.width} x ${page.height} px`);
}

/** One picture, its levers completed by the first value of each. */
function cellOf(kind: ArtKind, wish: PreviewRow['pictures'][number]): Cell {
  const levers = Object.fromEntries(
    Object.entries(kind.levers).map(([name, drawn]) => [name, wish.levers?.[name] ?? drawn[0]]),
  );
  const seed = wish.seed ?? previewSeed;
  const { picture, sprites } = kind.draw({ phase: wish.phase ?? 'final', levers, seed });
  const caption = wish.caption ?? (Object.values(wish.levers ?? {}).join(' ') || String(seed));
  if (wish.sprites === undefined) return { picture, caption };
  let x = 0;
  let tallest = 0;
  const pieces = wish.sprites.map((name) => {
    const sprite = sprites.find((one) => one.name === name);
    if (sprite === undefined) throw new Error(`${kind.kind} draws no sprite ${name}`);
    const piece = { picture: crop(picture, sprite.rectangle), x, y: 0 };
    x += sprite.rectangle.w;
    tallest = Math.max(tallest, sprite.rectangle.h);
    return piece;
  });
  return { picture: compose(x, tallest, pieces), caption };
}
