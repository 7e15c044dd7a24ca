import { describe, expect, it } from 'vitest';
import { animationName, frameName, type Atlas, type AtlasRegion } from '../domain/atlas/atlas.ts';
import { spriteNameFrom } from '../domain/candidate/sprite.ts';
import type { AssetId } from '../domain/ids.ts';
import pixi from './pixi.ts';

const assetId = 'units/raider' as AssetId;
const region = (name: string, page: number, more: Partial<AtlasRegion> = {}): AtlasRegion => ({
  name: frameName(assetId, spriteNameFrom(name)),
  asset_id: assetId,
  sprite: spriteNameFrom(name),
  page,
  frame: { x: 1, y: 1, w: 8, h: 12 },
  source: { w: 16, h: 16 },
  offset: { x: 4, y: 3 },
  direction: null,
  duration_ms: null,
  anchors: {},
  ...more,
});
const atlas: Atlas = {
  age: 'viking',
  pages: [
    { image: 'atlas-0.png', width: 64, height: 32 },
    { image: 'atlas-1.png', width: 32, height: 32 },
  ],
  regions: [
    region('idle', 0, { anchors: { feet: [8, 15], hand: [1, 1] } }),
    region('walk/0', 1, { duration_ms: 120 }),
    region('whole', 1, {
      frame: { x: 20, y: 1, w: 8, h: 8 },
      source: { w: 8, h: 8 },
      offset: { x: 0, y: 0 },
    }),
  ],
  animations: [
    { name: animationName(assetId, 'walk'), frames: [frameName(assetId, spriteNameFrom('walk/0'))] },
  ],
};

describe('the Pixi and Phaser exporter', () => {
  it('writes one file per page, each with its own frames and animations', () => {
    const files = pixi.write(atlas).map(({ path, text }) => ({ path, json: JSON.parse(text) as unknown }));
    expect(files).toEqual([
      {
        path: 'atlas-0.json',
        json: {
          animations: {},
          frames: {
            'units/raider/idle': {
              anchor: { x: 0.5, y: 0.9375 },
              frame: { x: 1, y: 1, w: 8, h: 12 },
              rotated: false,
              sourceSize: { w: 16, h: 16 },
              spriteSourceSize: { x: 4, y: 3, w: 8, h: 12 },
              trimmed: true,
            },
          },
          meta: expect.objectContaining({
            image: 'atlas-0.png',
            related_multi_packs: ['atlas-1.json'],
            scale: '1',
            size: { w: 64, h: 32 },
          }) as unknown,
        },
      },
      {
        path: 'atlas-1.json',
        json: expect.objectContaining({
          animations: { 'units/raider/walk': ['units/raider/walk/0'] },
          frames: {
            'units/raider/walk/0': expect.objectContaining({ duration: 120 }) as unknown,
            'units/raider/whole': expect.objectContaining({ trimmed: false }) as unknown,
          },
        }) as unknown,
      },
    ]);
  });

  it('sorts keys, ends lines with LF, and says nothing of when or where', () => {
    for (const { text } of pixi.write(atlas)) {
      expect(text.endsWith('}\n')).toBe(true);
      expect(text).not.toMatch(/\r|\t|20\d\d-/);
      const keys = (value: unknown): void => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
        expect(Object.keys(value)).toEqual(Object.keys(value).sort());
        Object.values(value).forEach(keys);
      };
      keys(JSON.parse(text));
    }
  });

  it('links nothing where there is one page, and writes nothing where there is none', () => {
    const [page] = atlas.pages;
    if (page === undefined) throw new Error('no page');
    expect(pixi.write({ ...atlas, pages: [page] })[0]?.text).not.toContain('related_multi_packs');
    expect(pixi.write({ ...atlas, pages: [], regions: [] })).toEqual([]);
  });
});
