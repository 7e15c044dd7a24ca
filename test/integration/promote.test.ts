import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { promote } from '../../src/app/promote.ts';
import { sideRecordPath } from '../../src/domain/candidate/paths.ts';
import { sideRecordText } from '../../src/domain/candidate/side-record.ts';
import { spriteNameFrom, spritesDigest } from '../../src/domain/candidate/sprite.ts';
import { sha256 } from '../../src/adapters/files/sha256.ts';
import { tell } from '../../src/domain/failure.ts';
import { bad, directionSheet, encodePng, entry, good, ShipRig, type Candidate } from './ship-rig.ts';

let rig: ShipRig;
beforeEach(async () => {
  rig = await ShipRig.make();
  await rig.writeAge('viking', [entry('units/raider'), entry('units/archer')]);
});
afterEach(() => rig.remove());

const promoteAt = ({ path }: Pick<Candidate, 'path'>, assetId: string | null = 'units/raider') =>
  promote(rig.world, { candidate: { by: 'path', path }, assetId });

const promotionFiles = async (): Promise<readonly string[]> =>
  good(await rig.world.files.list('content/promotions'));

describe('promoting', () => {
  it('freezes picture and side record and writes a record whose id is its digest', async () => {
    const candidate = await rig.approved(directionSheet(200));
    const { promotion, isNew, ages } = good(await promoteAt(candidate));
    expect({ isNew, ages, frame: promotion.frame }).toEqual({ isNew: true, ages: ['viking'], frame: '000' });
    expect(promotion.path).toBe(
      candidate.path
        .replace('candidates', 'approved')
        .replace('000.png', `000-${candidate.side.bytes.slice(0, 8)}.png`),
    );
    expect(good(await rig.world.files.read(promotion.path))).toEqual(
      good(await rig.world.files.read(candidate.path)),
    );
    expect(await rig.read(sideRecordPath(promotion.path))).toBe(
      await rig.read(sideRecordPath(candidate.path)),
    );
    expect(await promotionFiles()).toEqual([`${promotion.id}.json`]);
  });

  it('writes nothing when the same is promoted twice', async () => {
    const candidate = await rig.approved(directionSheet(200));
    const first = good(await promoteAt(candidate));
    const second = good(await promoteAt(candidate));
    expect(second).toEqual({ ...first, isNew: false });
    expect(await promotionFiles()).toHaveLength(1);
  });

  it('supersedes every record that stands for the asset and keeps both frozen files', async () => {
    const first = good(await promoteAt(await rig.approved(directionSheet(200))));
    const other = await rig.approved(directionSheet(90), { child: 1 });
    const second = good(await promoteAt(other));
    expect(second.promotion.supersedes).toEqual([first.promotion.id]);
    expect(await rig.world.files.exists(first.promotion.path)).toBe(true);
    const back = good(await promoteAt({ path: first.promotion.path }));
    expect(back.promotion).toMatchObject({ supersedes: [second.promotion.id], frame: '000' });
  });

  it('refuses to replace what the person was not shown', async () => {
    const first = good(await promoteAt(await rig.approved(directionSheet(200))));
    const other = await rig.approved(directionSheet(90), { child: 1 });
    const files = await promotionFiles();
    const choose = (replaces: readonly string[]) =>
      promote(rig.world, {
        candidate: { by: 'path', path: other.path },
        assetId: 'units/raider',
        replaces: replaces as readonly (typeof first.promotion.id)[],
      });
    expect(tell(bad(await choose([])))).toMatchObject({ kind: 'promotion-moved', exit: 5 });
    expect(await promotionFiles()).toEqual(files);
    expect(good(await choose([first.promotion.id])).promotion.supersedes).toEqual([first.promotion.id]);
  });

  it('refuses what nobody approved, and what was rejected', async () => {
    const candidate = await rig.candidate(directionSheet(200));
    expect(tell(bad(await promoteAt(candidate)))).toMatchObject({ kind: 'candidate-not-approved', exit: 4 });
    rig.decide(candidate, 'rejected');
    expect(bad(await promoteAt(candidate))).toMatchObject({ verdict: 'rejected' });
    expect(await promotionFiles()).toEqual([]);
    expect(good(await rig.world.files.list('art_pool/approved'))).toEqual([]);
  });

  it('refuses a picture that was edited after approval', async () => {
    const candidate = await rig.approved(directionSheet(200));
    await rig.write(candidate.path, encodePng(directionSheet(201).picture));
    expect(tell(bad(await promoteAt(candidate)))).toMatchObject({ kind: 'side-record-differs', exit: 10 });
    // Bytes that are not the recorded ones are not even decoded.
    await rig.write(candidate.path, 'no picture');
    expect(bad(await promoteAt(candidate)).kind).toBe('side-record-differs');
  });

  it.each([
    ['a sprite table', { sprites: [] }, 'sprites must be'],
    ['a size', { width: 127 }, 'rectangle'],
    ['the recipe', { recipe_id: 'viking.character.other.v1' }, 'recipe_id'],
    ['a lever', { binding: { hair: 'blue' } }, 'binding_hash'],
    ['an unknown field', { extra: 1 }, 'extra'],
  ])('refuses a side record with %s edited', async (_, edit, told) => {
    const candidate = await rig.approved(directionSheet(200));
    const record = JSON.parse(sideRecordText(candidate.side)) as object;
    await rig.write(sideRecordPath(candidate.path), JSON.stringify({ ...record, ...edit }));
    const failure = bad(await promoteAt(candidate));
    expect(failure.kind).toBe('side-record-differs');
    expect(tell(failure).message).toContain(told);
  });

  it('names the sprite table when it was edited together with its digest', async () => {
    const candidate = await rig.approved(directionSheet(200));
    const sprites = candidate.side.sprites.map((sprite, index) =>
      index === 0 ? { ...sprite, name: spriteNameFrom('other') } : sprite,
    );
    const edited = { ...candidate.side, sprites, sprites_digest: spritesDigest(sprites, sha256) };
    await rig.write(sideRecordPath(candidate.path), sideRecordText(edited));
    expect(bad(await promoteAt(candidate))).toMatchObject({
      kind: 'side-record-differs',
      fields: ['sprites'],
    });
  });

  it('names near assets for one that no age has', async () => {
    const candidate = await rig.approved(directionSheet(200));
    expect(bad(await promoteAt(candidate, 'units/raidr'))).toMatchObject({
      kind: 'asset-unknown',
      near: ['units/raider'],
    });
    await rig.writeAge('viking', [], { policy: { append: true } });
    expect(good(await promoteAt(candidate, 'units/raidr')).ages).toEqual([]);
  });

  it('finds the asset by its recipe and levers when none is named', async () => {
    const candidate = await rig.approved(directionSheet(200));
    expect(bad(await promoteAt(candidate, null)).kind).toBe('asset-not-named');
    const { recipe_id: recipeId, binding, binding_hash: hash } = candidate.side;
    const wants = { recipe_id: recipeId, lever_binding: binding, binding_hash: hash };
    await rig.writeAge('viking', [entry('units/raider', wants), entry('units/archer')]);
    expect(good(await promoteAt(candidate, null)).promotion.asset_id).toBe('units/raider');
  });

  it('refuses an asset of a kind that the recipe may not fill', async () => {
    await rig.writeAge('viking', [entry('tiles/grass', { kind: 'terrain.tileset' })]);
    const candidate = await rig.approved(directionSheet(200));
    expect(bad(await promoteAt(candidate, 'tiles/grass')).kind).toBe('asset-kind-differs');
  });

  it('finds a candidate by place, frame and digest, and says when several fit', async () => {
    const first = await rig.approved(directionSheet(200));
    const later = await rig.approved(directionSheet(90), { isLater: true });
    const { recipe_id: recipeId, binding_hash: hash } = first.side;
    const at = (frame: string | null) =>
      promote(rig.world, {
        candidate: { by: 'place', recipeId, hash: hash.slice(0, 6), backend: null, frame },
        assetId: 'units/raider',
      });
    expect(bad(await at(null))).toMatchObject({
      kind: 'ambiguous-frame',
      frames: [later.path, first.path].sort(),
    });
    expect(bad(await at('0'))).toMatchObject({ kind: 'ambiguous-frame' });
    expect(bad(await at('7'))).toMatchObject({ kind: 'candidate-not-found' });
    expect(good(await at('000')).promotion.bytes).toBe(first.side.bytes);
    const byDigest = await promote(rig.world, {
      candidate: { by: 'digest', prefix: later.side.bytes.slice(0, 12) },
      assetId: 'units/archer',
    });
    expect(good(byDigest).promotion).toMatchObject({
      bytes: later.side.bytes,
      frame: later.path.slice(-16, -4).replace('/', ''),
    });
  });

  it('goes on from a crash between the copies and the record', async () => {
    const candidate = await rig.approved(directionSheet(200));
    const { promotion } = good(await promoteAt(candidate));
    await rm(rig.path(`content/promotions/${promotion.id}.json`));
    await rm(rig.path(sideRecordPath(promotion.path)));
    expect(good(await promoteAt(candidate)).isNew).toBe(true);
    expect(await rig.world.files.exists(sideRecordPath(promotion.path))).toBe(true);
  });

  it('never replaces a frozen file that changed', async () => {
    const candidate = await rig.approved(directionSheet(200));
    const { promotion } = good(await promoteAt(candidate));
    await rig.write(promotion.path, 'something else');
    expect(bad(await promoteAt(candidate)).kind).toBe('file-differs');
    expect(await rig.read(promotion.path)).toBe('something else');
  });

  it('runs one at a time', async () => {
    rig.locks.add('promote');
    const candidate = await rig.approved(directionSheet(200));
    expect(bad(await promoteAt(candidate)).kind).toBe('promote-running');
  });

  it('refuses a path that leads out of the art pool', async () => {
    expect(bad(await promoteAt({ path: '../../etc/passwd' })).kind).toBe('candidate-not-found');
    expect(bad(await promoteAt({ path: 'content/ages/viking/v1/manifest.json' })).kind).toBe(
      'candidate-not-found',
    );
  });
});
