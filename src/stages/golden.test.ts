import { describe, expect, it } from 'vitest';
import golden from '../../test/golden/stages.json' with { type: 'json' };
import { sha256 } from '../adapters/files/sha256.ts';
import { spriteNameFrom, spritesDigest, type Sprite } from '../domain/candidate/sprite.ts';
import { blank, pixelBytes } from '../pixels/rgba.ts';
import type { Stage } from '../ports/stage.ts';
import normalize from './normalize.ts';
import palette from './palette.ts';

/** A picture with every alpha, hidden colours and about 4,000 colours, made of whole numbers only. */
const picture = blank(64, 64);
for (let i = 0; i < picture.data.length; i += 4) {
  const p = i / 4;
  picture.data.set([(p * 5) & 255, (p * p) & 255, (p >> 4) * 3, [255, 255, 128, 0][p & 3] ?? 0], i);
}
const sprites: readonly Sprite[] = ['s', 'n', 'e'].map((name, i) => ({
  name: spriteNameFrom(name),
  rectangle: { x: i * 16, y: 0, w: 16, h: 64 },
  direction: null,
  animation: null,
  step: null,
  duration_ms: null,
  anchors: { feet: [8, 60] },
}));
const locked = { palette: 'a.hex' };
const text = (): string => '1a1c2c\n5d275d\nb13e53\nef7d57\nffcd75\na7f070\n38b764\n257179\n29366f\nf4f4f4\n';

const runs: Readonly<Record<string, readonly [Stage, { readonly [name: string]: string | number }]>> = {
  'palette nearest': [palette, {}],
  'palette bayer': [palette, { dither: 'bayer', strength: 0.7 }],
  normalize: [normalize, {}],
};

/** A change of these digests is a change of art that is already recorded: bump the stage's version, then add a line. */
describe('stages give for one version always the same result', () => {
  it.each(Object.entries(runs))('%s', (name, [stage, params]) => {
    const result = stage.run({ picture, sprites }, params, locked, { text });
    if (!result.ok) throw new Error(result.failure.kind);
    const digest = sha256(
      sha256(pixelBytes(result.value.picture)) + spritesDigest(result.value.sprites, sha256),
    );
    const known: Readonly<Record<string, string>> = golden;
    expect(digest).toBe(known[`${name} @${stage.version}`]);
  });
});
