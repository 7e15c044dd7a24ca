import { readdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ship } from '../../src/app/ship.ts';
import { sha256 } from '../../src/adapters/files/sha256.ts';
import { crop } from '../../src/pixels/arrange.ts';
import { pixelBytes } from '../../src/pixels/rgba.ts';
import { tell, type Failure } from '../../src/domain/failure.ts';
import type { Promotion } from '../../src/domain/manifest/promotion.ts';
import { makePromotion, promotionPath, promotionText } from '../../src/domain/manifest/promotion.ts';
import {
  bad,
  decodePicture,
  directionSheet,
  encodePng,
  entry,
  good,
  ShipRig,
  walkSheet,
} from './ship-rig.ts';
import { shipVerbs } from './ship-verbs.ts';

let rig: ShipRig;
beforeEach(async () => {
  rig = await ShipRig.make();
  await rig.writeAge('viking', [entry('units/raider', { notes: 'the first one' }), entry('units/archer')]);
});
afterEach(() => rig.remove());

const { run, promoteAs, raiderOf, snapshot } = shipVerbs(() => rig);

describe('shipping', () => {
  it('ships what is promoted, lists the rest and points the age manifest at the frozen file', async () => {
    const promotion = await promoteAs(await rig.approved(directionSheet(200)), 'units/raider');
    const waiting = await rig.approved(directionSheet(90), { child: 1 });
    const shipped = good(await run());
    expect(shipped).toMatchObject({
      pack: 1,
      isNew: true,
      isReleasable: true,
      written: ['content/ages/viking/v1/manifest.json'],
      withoutEntry: [],
    });
    expect(shipped.ages).toEqual([
      {
        age: 'viking',
        version: 1,
        pages: 1,
        shipped: ['units/raider'],
        placeholders: ['units/archer'],
        isReused: false,
      },
    ]);
    expect(shipped.approvedNotPromoted.map(({ bytes }) => bytes)).toEqual([waiting.side.bytes]);
    expect(await raiderOf()).toMatchObject({
      state: 'approved',
      asset_path: promotion.path,
      bytes: promotion.bytes,
      pixels: promotion.pixels,
      decision: promotion.decision,
      composition_mode: 'standalone',
      notes: 'the first one',
      ai: { kind: 'none', model: null },
    });
    const frozen = good(await rig.world.files.read(promotion.path));
    expect(sha256(frozen ?? '')).toBe(promotion.bytes);
    expect(await readlink(rig.path('dist/current'))).toBe('1');
    expect(good(await rig.world.folders.tree('dist/current'))).toEqual([
      'DISCLOSURE.md',
      'SEAL.json',
      'viking/atlas-0.json',
      'viking/atlas-0.png',
      'viking/manifest.json',
    ]);
  });

  it('ships no run ids, notes or names of people', async () => {
    await promoteAs(await rig.approved(directionSheet(200)), 'units/raider');
    good(await run());
    for (const path of good(await rig.world.folders.tree('dist/1'))) {
      const text = await rig.read(`dist/1/${path}`);
      expect(text).not.toContain('run_0001');
      expect(text).not.toContain('the first one');
    }
  });

  it('says that nothing changed and writes nothing', async () => {
    await promoteAs(await rig.approved(directionSheet(200)), 'units/raider');
    good(await run());
    const before = await snapshot();
    expect(good(await run())).toMatchObject({ pack: 1, isNew: false, written: [] });
    expect(await snapshot()).toEqual(before);
  });

  it('makes the same bytes on another machine', async () => {
    const sheet = directionSheet(200);
    await promoteAs(await rig.approved(sheet), 'units/raider');
    good(await run());
    const first = await rig.read('dist/1/SEAL.json');
    await rm(rig.path('dist'), { recursive: true });
    good(await run());
    expect(await rig.read('dist/1/SEAL.json')).toBe(first);
  });

  it('reuses the pages of an age that did not change', async () => {
    await rig.writeAge('bronze', [entry('units/spear')]);
    await promoteAs(await rig.approved(directionSheet(200)), 'units/raider');
    good(await run());
    await promoteAs(await rig.approved(directionSheet(90), { child: 1 }), 'units/spear');
    rig.encoded = 0;
    const second = good(await run());
    expect(second.ages.map(({ age, isReused }) => [age, isReused])).toEqual([
      ['bronze', false],
      ['viking', true],
    ]);
    expect(rig.encoded).toBe(1);
  });

  it('brings only the named age up to date, and ships the others as before', async () => {
    await rig.writeAge('bronze', [entry('units/spear')]);
    const first = await promoteAs(await rig.approved(directionSheet(200)), 'units/raider');
    good(await run());
    await promoteAs(await rig.approved(directionSheet(90), { child: 1 }), 'units/raider');
    await promoteAs(await rig.approved(directionSheet(30), { child: 2 }), 'units/spear');
    const shipped = good(await run({ age: 'bronze' }));
    expect(shipped.ages.map(({ age, shipped: ids }) => [age, ids])).toEqual([
      ['bronze', ['units/spear']],
      ['viking', ['units/raider']],
    ]);
    expect((await raiderOf())?.bytes).toBe(first.bytes);
    expect(bad(await run({ age: 'iron' }))).toMatchObject({
      kind: 'age-not-found',
      ages: ['bronze', 'viking'],
    });
  });

  it('ships the highest version of an age and leaves older ones alone', async () => {
    await rig.writeAge('viking', [entry('units/raider')], { version: 2 });
    await promoteAs(await rig.approved(directionSheet(200)), 'units/raider');
    expect(good(await run()).ages[0]?.version).toBe(2);
    expect((await rig.readAge('viking', 1)).entries.every(({ state }) => state === 'placeholder')).toBe(true);
  });

  it('draws placeholders only when told, and marks the pack', async () => {
    expect(tell(bad(await run()))).toMatchObject({ kind: 'nothing-to-ship', exit: 9 });
    const shipped = good(await run({ allowPlaceholders: true }));
    expect(shipped).toMatchObject({ isReleasable: false });
    const seal = JSON.parse(await rig.read('dist/1/SEAL.json')) as { is_releasable: boolean };
    expect(seal.is_releasable).toBe(false);
    const atlas = JSON.parse(await rig.read('dist/1/viking/atlas-0.json')) as { frames: object };
    expect(Object.keys(atlas.frames)).toEqual(['units/archer/placeholder', 'units/raider/placeholder']);
    expect((await raiderOf())?.variant_sprites).toEqual({});
  });

  it('puts a withdrawn asset back to the frame before, then to its placeholder', async () => {
    const one = await rig.approved(directionSheet(200));
    const two = await rig.approved(directionSheet(90), { child: 1 });
    const first = await promoteAs(one, 'units/raider');
    await promoteAs(two, 'units/raider');
    good(await run());
    rig.decide(two, 'withdrawn');
    good(await run());
    expect((await raiderOf())?.asset_path).toBe(first.path);
    rig.decide(one, 'withdrawn');
    good(await run());
    expect(await raiderOf()).toMatchObject({
      state: 'placeholder',
      asset_path: null,
      decision: null,
      notes: 'the first one',
    });
    expect(await rig.world.files.exists(first.path)).toBe(true);
  });

  it('ships the entries of an earlier pack again', async () => {
    const first = await promoteAs(await rig.approved(directionSheet(200)), 'units/raider');
    good(await run());
    await promoteAs(await rig.approved(directionSheet(90), { child: 1 }), 'units/raider');
    good(await run());
    const back = good(await run({ rollback: 1 }));
    expect(back).toMatchObject({ pack: 3, notRestored: [] });
    expect((await raiderOf())?.bytes).toBe(first.bytes);
    expect(await rig.read('dist/3/SEAL.json')).toBe(await rig.read('dist/1/SEAL.json'));
    expect(bad(await run({ rollback: 9 }))).toMatchObject({ kind: 'pack-not-found', packs: ['1', '2', '3'] });
  });

  it('appends an asset only where the policy says so', async () => {
    await rig.writeAge('viking', [], { policy: { append: true } });
    await promoteAs(await rig.approved(directionSheet(200)), 'units/new');
    await rig.writeAge('viking', []);
    expect(bad(await run()).kind).toBe('nothing-to-ship');
    await rig.writeAge('viking', [], { policy: { append: true } });
    good(await run());
    expect((await rig.readAge('viking')).entries.map((one) => [one.asset_id, one.state])).toEqual([
      ['units/new', 'approved'],
    ]);
  });

  it('refuses two promotions that know nothing of each other', async () => {
    const one = await promoteAs(await rig.approved(directionSheet(200)), 'units/raider');
    const two = await promoteAs(await rig.approved(directionSheet(90), { child: 1 }), 'units/raider');
    await rm(rig.path(promotionPath(two.id)));
    const { id: _, ...payload } = two;
    const branch = makePromotion({ ...payload, supersedes: [] }, sha256);
    await rig.write(promotionPath(branch.id), promotionText(branch));
    expect(tell(bad(await run()))).toMatchObject({ kind: 'ambiguous-promotion', exit: 5 });
    expect(await rig.world.files.exists('dist/1')).toBe(false);
    rig.decide(await rig.candidate(directionSheet(90), { child: 1 }), 'rejected');
    good(await run());
    expect((await raiderOf())?.asset_path).toBe(one.path);
  });

  const damages: readonly (readonly [string, (promotion: Promotion) => Promise<void>, Failure['kind']])[] = [
    [
      'a frozen picture was replaced',
      (p) => writeFile(rig.path(p.path), encodePng(directionSheet(1).picture)),
      'frozen-differs',
    ],
    ['a frozen picture is gone', (p) => rm(rig.path(p.path)), 'frozen-missing'],
    ['a frozen side record is gone', (p) => rm(rig.path(p.path.replace('.png', '.json'))), 'frozen-missing'],
    [
      'a frozen side record hides its AI',
      async (p) => {
        const path = rig.path(p.path.replace('.png', '.json'));
        await writeFile(
          path,
          (await rig.read(p.path.replace('.png', '.json'))).replace('"generated"', '"none"'),
        );
      },
      'frozen-differs',
    ],
    [
      'a promotion record was edited',
      async (p) => rig.write(promotionPath(p.id), promotionText({ ...p, frame: '007' })),
      'promotion-invalid',
    ],
  ];
  it.each(damages)('ships nothing when %s', async (_, damage, kind) => {
    const promotion = await promoteAs(
      await rig.approved(directionSheet(200), { ai: 'generated' }),
      'units/raider',
    );
    await damage(promotion);
    const failure = bad(await run());
    expect(tell(failure)).toMatchObject({ kind, exit: 10 });
    expect(good(await rig.world.files.list('dist'))).toEqual([]);
    expect((await raiderOf())?.state).toBe('placeholder');
  });

  it('refuses a pack whose page does not show what was signed', async () => {
    await promoteAs(await rig.approved(directionSheet(200)), 'units/raider');
    const lying = {
      ...rig.world,
      encodePng: (picture: Parameters<typeof encodePng>[0]) => {
        const data = picture.data.slice();
        for (let i = 0; i < data.length; i += 4) data[i] = (data[i] ?? 0) ^ 1;
        return encodePng({ ...picture, data });
      },
    };
    const failure = bad(await ship(lying, { age: null, allowPlaceholders: false, rollback: null }));
    expect(tell(failure)).toMatchObject({ kind: 'atlas-region-differs', exit: 10 });
    expect(await readdir(rig.path('dist'))).toEqual([]);
  });

  it('draws every sprite of the atlas with exactly the signed pixels', async () => {
    const sheet = walkSheet(120, 5);
    await promoteAs(await rig.approved(sheet), 'units/raider');
    good(await run());
    const page = good(
      await decodePicture(
        good(await rig.world.files.read('dist/1/viking/atlas-0.png')) ?? new Uint8Array(),
        '',
      ),
    );
    const { frames } = JSON.parse(await rig.read('dist/1/viking/atlas-0.json')) as {
      frames: Record<
        string,
        { frame: { x: number; y: number; w: number; h: number }; spriteSourceSize: { x: number; y: number } }
      >;
    };
    for (const sprite of sheet.sprites) {
      const { frame, spriteSourceSize: at } = frames[`units/raider/${sprite.name}`] ?? {};
      if (frame === undefined || at === undefined) throw new Error(`no frame ${sprite.name}`);
      const { x, y } = sprite.rectangle;
      const signed = crop(sheet.picture, { x: x + at.x, y: y + at.y, w: frame.w, h: frame.h });
      expect(pixelBytes(crop(page, frame))).toEqual(pixelBytes(signed));
    }
    const first = frames['units/raider/walk/s/0']?.frame;
    expect(frames['units/raider/walk/s/4']?.frame).toEqual(first);
  });

  it('refuses assets whose sprites would have one name for engines', async () => {
    const nested = directionSheet(90);
    const inner = {
      ...nested,
      sprites: nested.sprites.map((sprite, index) => ({
        ...sprite,
        name: `s${index}` as typeof sprite.name,
      })),
    };
    const outer = {
      ...nested,
      sprites: nested.sprites.map((sprite, index) => ({
        ...sprite,
        name: `raider/s${index}` as typeof sprite.name,
      })),
    };
    await rig.writeAge('viking', [entry('units'), entry('units/raider')]);
    await promoteAs(await rig.approved(inner), 'units/raider');
    await promoteAs(await rig.approved(outer, { child: 1 }), 'units');
    expect(bad(await run()).kind).toBe('asset-names-clash');
  });

  it('says when a page is too small for an animation', async () => {
    await promoteAs(await rig.approved(walkSheet(90, 8)), 'units/raider');
    const small = { ...rig.world, packSettings: { ...rig.world.packSettings, maxSidePx: 16 } };
    const failure = bad(await ship(small, { age: null, allowPlaceholders: false, rollback: null }));
    expect(failure).toMatchObject({ kind: 'atlas-too-small', sprites: ['units/raider/walk/s'] });
  });

  it('runs one at a time', async () => {
    rig.locks.add('ship');
    expect(tell(bad(await run()))).toMatchObject({ kind: 'ship-running', exit: 5 });
    rig.locks.delete('ship');
    bad(await run());
    expect(rig.locks.size).toBe(0);
  });

  it('makes a new pack when the last one was damaged', async () => {
    await promoteAs(await rig.approved(directionSheet(200)), 'units/raider');
    good(await run());
    await rig.write('dist/1/viking/atlas-0.png', 'broken');
    expect(good(await run())).toMatchObject({ pack: 2, isNew: true });
  });
});

describe('dist/current', () => {
  it('is replaced even when it points nowhere', async () => {
    await promoteAs(await rig.approved(directionSheet(200)), 'units/raider');
    good(await run());
    await rename(rig.path('dist/1'), rig.path('dist/moved'));
    good(await run());
    expect(await readlink(rig.path('dist/current'))).toBe('1');
  });

  it('is never followed out of the project', async () => {
    await promoteAs(await rig.approved(directionSheet(200)), 'units/raider');
    good(await run());
    await rm(rig.path('dist/current'));
    await symlink('/etc', rig.path('dist/current'));
    good(await run());
    expect(await readlink(rig.path('dist/current'))).toMatch(/^[12]$/);
  });
});
