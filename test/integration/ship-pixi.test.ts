import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { promote } from '../../src/app/promote.ts';
import { ship } from '../../src/app/ship.ts';
import { decodePicture, directionSheet, entry, good, ShipRig, walkSheet } from './ship-rig.ts';

type Pixi = typeof import('pixi.js');
type SheetData = ConstructorParameters<Pixi['Spritesheet']>[1] & { meta: { related_multi_packs?: string[] } };

let pixi: Pixi;
beforeAll(async () => {
  // Pixi asks the browser what it is while it is imported; nothing here draws.
  vi.stubGlobal('navigator', { userAgent: 'node', maxTouchPoints: 0 });
  pixi = await import('pixi.js');
});
afterAll(() => vi.unstubAllGlobals());

let rig: ShipRig;
beforeEach(async () => {
  rig = await ShipRig.make();
  await rig.writeAge('viking', [entry('units/raider'), entry('units/runner')]);
});
afterEach(() => rig.remove());

async function shipped(maxSidePx = 1024): Promise<void> {
  for (const [index, [sheet, assetId]] of (
    [
      [directionSheet(200), 'units/raider'],
      [walkSheet(90, 5), 'units/runner'],
    ] as const
  ).entries()) {
    const { path } = await rig.approved(sheet, { child: index });
    good(await promote(rig.world, { candidate: { by: 'path', path }, assetId }));
  }
  const world = { ...rig.world, packSettings: { ...rig.world.packSettings, maxSidePx } };
  good(await ship(world, { age: null, allowPlaceholders: false, rollback: null }));
}

async function parsed(page: number) {
  const data = JSON.parse(await rig.read(`dist/current/viking/atlas-${page}.json`)) as SheetData;
  const image = good(await rig.world.files.read(`dist/current/viking/${data.meta.image ?? ''}`));
  const picture = good(await decodePicture(image ?? new Uint8Array(), 'page'));
  const source = new pixi.TextureSource({ width: picture.width, height: picture.height });
  const sheet = new pixi.Spritesheet(new pixi.Texture({ source }), data);
  await sheet.parse();
  return { data, picture, sheet };
}

describe('the pack in Pixi', () => {
  it('gives every sprite its frame, trim, whole size and anchor', async () => {
    await shipped();
    const { sheet, picture } = await parsed(0);
    expect(Object.keys(sheet.textures)).toHaveLength(13);
    const south = sheet.textures['units/raider/idle/s'];
    expect(south?.orig).toMatchObject({ width: 16, height: 16 });
    expect(south?.trim).toMatchObject({ x: 4, y: 3, width: 8, height: 12 });
    expect(south?.defaultAnchor).toEqual({ x: 0.5, y: 0.9375 });
    for (const texture of Object.values(sheet.textures)) {
      expect(texture.frame.right).toBeLessThanOrEqual(picture.width);
      expect(texture.frame.bottom).toBeLessThanOrEqual(picture.height);
    }
  });

  it('shows in the decoded page what was drawn', async () => {
    await shipped();
    const { sheet, picture } = await parsed(0);
    const frame = sheet.textures['units/raider/idle/w']?.frame;
    if (frame === undefined) throw new Error('no such frame');
    // Third direction; its first pixel that can be seen lies at (4, 3) of the sprite.
    const at = (frame.y * picture.width + frame.x) * 4;
    expect([...picture.data.subarray(at, at + 4)]).toEqual([200, 60, 67, 255]);
  });

  it('plays animations in the order of their steps, with their durations', async () => {
    await shipped();
    const { sheet, data } = await parsed(0);
    const walk = sheet.animations['units/runner/walk/s'] ?? [];
    expect(walk.map((texture) => texture.label)).toEqual(
      [0, 1, 2, 3, 4].map((step) => `units/runner/walk/s/${step}`),
    );
    expect(data.frames['units/runner/walk/s/3']).toMatchObject({ duration: 103 });
  });

  it('links several pages, each with whole animations', async () => {
    await shipped(32);
    const pages = (await rig.world.folders.tree('dist/current')) as { value: readonly string[] };
    const count = pages.value.filter((path) => path.endsWith('.png')).length;
    expect(count).toBeGreaterThan(1);
    const names: string[] = [];
    for (let page = 0; page < count; page += 1) {
      const { data, sheet } = await parsed(page);
      expect(data.meta.related_multi_packs).toHaveLength(count - 1);
      names.push(...Object.keys(sheet.textures));
      for (const textures of Object.values(sheet.animations)) expect(textures).not.toContain(undefined);
    }
    expect(names).toHaveLength(13);
  });
});
