import { readdir, rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishInterruptedShip } from '../../src/app/finish-ship.ts';
import { ship } from '../../src/app/ship.ts';
import { directionSheet, entry, good, ShipRig } from './ship-rig.ts';
import { shipVerbs } from './ship-verbs.ts';

let rig: ShipRig;
beforeEach(async () => {
  rig = await ShipRig.make();
  await rig.writeAge('viking', [entry('units/raider', { notes: 'the first one' }), entry('units/archer')]);
});
afterEach(() => rig.remove());

const { run, promoteAs, raiderOf, snapshot } = shipVerbs(() => rig);

describe('a ship that was interrupted', () => {
  beforeEach(async () => {
    await promoteAs(await rig.approved(directionSheet(200)), 'units/raider');
  });

  /** A world that fails, as if the process had died, at the n-th writing call. */
  const dyingAt = (fatal: number): { world: typeof rig.world; count: () => number } => {
    let calls = 0;
    const dying = <F extends (...args: never[]) => Promise<unknown>>(act: F): F =>
      ((...args: never[]) => {
        calls += 1;
        if (calls === fatal) throw new Error('killed');
        if (calls > fatal) throw new Error('the dead do not write');
        return act(...args);
      }) as F;
    const { files, folders } = rig.world;
    return {
      count: () => calls,
      world: {
        ...rig.world,
        files: {
          ...files,
          publish: dying(files.publish),
          replace: dying(files.replace),
          remove: dying(files.remove),
        },
        folders: {
          ...folders,
          publishFolder: dying(folders.publishFolder),
          switchLink: dying(folders.switchLink),
          makeTemporary: dying(folders.makeTemporary),
        },
      },
    };
  };

  it('is finished or forgotten by the next command, wherever it died', async () => {
    const request = { age: null, allowPlaceholders: false, rollback: null };
    const whole = dyingAt(Infinity);
    await ship(whole.world, request);
    const writes = whole.count();
    expect(writes).toBeGreaterThan(8);
    const right = await snapshot();
    for (let fatal = 1; fatal <= writes; fatal += 1) {
      await rm(rig.path('dist'), { recursive: true, force: true });
      await rig.writeAge('viking', [
        entry('units/raider', { notes: 'the first one' }),
        entry('units/archer'),
      ]);
      await expect(ship(dyingAt(fatal).world, request)).rejects.toThrow('killed');
      rig.locks.clear();
      good(await finishInterruptedShip(rig.world));
      const [hasPack, isFilled] = [
        await rig.world.files.exists('dist/1'),
        (await raiderOf())?.state === 'approved',
      ];
      expect([fatal, hasPack]).toEqual([fatal, isFilled]);
      good(await run());
      expect(await snapshot()).toEqual(right);
      expect((await readdir(rig.path('dist'))).filter((name) => name.startsWith('.tmp'))).toEqual([]);
      expect(await rig.world.files.exists('.art/pending/ship.json')).toBe(false);
    }
  });

  it('never rolls age manifests back from a pack without a marker', async () => {
    good(await run());
    await promoteAs(await rig.approved(directionSheet(90), { child: 1 }), 'units/raider');
    const pulled = (await rig.read('content/ages/viking/v1/manifest.json')).replace(
      'the first one',
      'pulled',
    );
    await rig.write('content/ages/viking/v1/manifest.json', pulled);
    expect(good(await finishInterruptedShip(rig.world))).toBeNull();
    expect(await rig.read('content/ages/viking/v1/manifest.json')).toBe(pulled);
  });

  it('forgets a marker whose pack is gone', async () => {
    await rig.write('.art/pending/ship.json', '{"schema_version":1,"pack":7}');
    expect(good(await finishInterruptedShip(rig.world))).toBeNull();
    expect(await rig.world.files.exists('.art/pending/ship.json')).toBe(false);
  });
});
