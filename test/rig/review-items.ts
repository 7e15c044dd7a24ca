import { directions } from '../../src/domain/candidate/sprite.ts';
import type { ReviewItem } from '../../src/domain/review/item.ts';
import { blank, type Rgba } from '../../src/pixels/rgba.ts';

const base: ReviewItem = {
  gate: 'concept',
  jobId: 'job_0001_k3f9',
  recipeId: 'skerry.character.raider.v1',
  recipeTitle: 'Raider of the skerries',
  levers: { hair_color: 'red', armor: 'plate' },
  backend: 'procedural',
  childIndex: 0,
  seed: 4242,
  picturePath: 'art_pool/concepts/skerry.character.raider.v1/0a1b2c3d4e5f6071/procedural/000.png',
  digest: '1a2b3c4d5e6f'.padEnd(64, '0'),
  findings: [
    { outcome: 'passed', validator: 'size', message: 'is 128 x 192' },
    { outcome: 'failed', validator: 'palette', message: '3 colours are not in content/palettes/skerry.hex' },
    { outcome: 'warning', validator: 'margin', message: 'the figure touches the left edge' },
  ],
  candidates: 10,
  sprites: [],
  releasesMicroUsd: 90_000,
};

/** A concept, a sheet of eight directions, a small tile with a hostile title, and a file that cannot be read. */
export const demoItems: readonly ReviewItem[] = [
  base,
  {
    ...base,
    gate: 'review',
    jobId: 'job_0002_sheet',
    digest: '2'.repeat(64),
    picturePath: 'art_pool/candidates/skerry.character.raider.v1/0a1b2c3d4e5f6071/procedural/000.png',
    findings: [{ outcome: 'passed', validator: 'size', message: 'eight of 48 x 48' }],
    candidates: 1,
    sprites: directions.map((name, i) => ({
      name,
      rectangle: { x: (i % 4) * 48, y: Math.floor(i / 4) * 48, w: 48, h: 48 },
      direction: name,
      animation: null,
      step: null,
      duration_ms: null,
    })),
    releasesMicroUsd: 0,
  },
  {
    ...base,
    gate: 'review',
    jobId: 'job_0003_tile',
    digest: '3'.repeat(64),
    recipeTitle: '岩 \u001b[31mtile\u202e',
    picturePath: `art_pool/${'long-folder/'.repeat(16)}000.png`,
    findings: [],
    releasesMicroUsd: 0,
  },
  { ...base, jobId: 'job_0004_broken', digest: '4'.repeat(64), findings: [], candidates: 1 },
];

/** So many concepts of one run, five to a stack, each with bytes and a picture of its own. */
export const manyItems = (count: number): readonly ReviewItem[] =>
  Array.from({ length: count }, (_, i) => {
    const hair = ['red', 'blond', 'black', 'white'][Math.floor(i / 5) % 4] ?? 'red';
    return {
      ...base,
      jobId: `run_0042_k3f9/${i + 1}`,
      levers: { hair_color: hair, armor: 'plate' },
      childIndex: i % 5,
      seed: 4242 + (i % 5),
      digest: String(i + 1).padStart(64, '0'),
      picturePath: `art_pool/concepts/skerry.character.raider.v1/0a1b2c3d4e5f6071/procedural/${String(i).padStart(3, '0')}.png`,
      findings: [],
      candidates: 1,
      releasesMicroUsd: 0,
    };
  });

/** A made-up picture for an item: round shapes with a dark outline on a transparent ground. */
export function demoPicture(item: ReviewItem): Rgba {
  if (item.jobId.endsWith('_sheet')) return figures(4, 2, 48, 48);
  if (item.jobId.endsWith('_tile')) return figures(1, 1, 8, 8);
  if (item.jobId.startsWith('run_0042')) return figures(1, 1, 48, 64, Number(item.jobId.split('/')[1]));
  return figures(1, 1, 128, 192);
}

function figures(across: number, down: number, width: number, height: number, hue = 0): Rgba {
  const picture = blank(across * width, down * height);
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      const u = ((x % width) + 0.5) / width - 0.5;
      const v = ((y % height) + 0.5) / height - 0.5;
      const far = Math.sqrt(u * u * 5 + v * v * 4.6);
      const turn = Math.floor(x / width) + across * Math.floor(y / height);
      const colour =
        far > 1
          ? null
          : far > 0.9
            ? [24, 20, 37]
            : [
                190 - turn * 15 - ((hue * 37) % 150),
                Math.floor(120 + v * 160),
                60 + turn * 20 + ((hue * 53) % 120),
              ];
      if (colour !== null) picture.data.set([...colour, 255], (y * picture.width + x) * 4);
    }
  }
  return picture;
}
