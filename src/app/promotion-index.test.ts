import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { failure } from '../domain/failure.ts';
import {
  asBindingHash,
  asDigest,
  type AssetId,
  type ProjectId,
  type RecipeId,
  type RunId,
} from '../domain/ids.ts';
import { makePromotion, promotionPath, promotionText } from '../domain/manifest/promotion.ts';
import { fail, ok } from '../domain/result.ts';
import type { ProjectFiles } from '../ports/files.ts';
import { promotedAssets, promotionsAbout } from './promotion-index.ts';

const sha256 = (data: string | Uint8Array) => asDigest(createHash('sha256').update(data).digest('hex'));

const record = (asset: string, bytes: string, recipe: string) =>
  makePromotion(
    {
      schema_version: 1,
      project_id: `prj_${'a'.repeat(20)}` as ProjectId,
      asset_id: asset as AssetId,
      path: `art_pool/approved/iron.object.statue.v1/${'ab'.repeat(8)}/procedural/000-${sha256(bytes).slice(0, 8)}.png`,
      bytes: sha256(bytes),
      pixels: sha256(bytes),
      sprites: sha256(bytes),
      side_record: sha256(bytes),
      decision: sha256('decision'),
      recipe_id: recipe as RecipeId,
      recipe_digest: sha256('recipe'),
      binding: { material: 'bronze' },
      binding_hash: asBindingHash(sha256('binding')),
      kind: 'object.statue',
      backend: 'procedural',
      frame: '000',
      run_id: 'run_0001_abcd' as RunId,
      supersedes: [],
      promoted_at: '2026-01-31T12:00:00.000Z',
    },
    sha256,
  );

/** Files in memory, with the records that were read. */
function project(isFull = false) {
  const stored = new Map<string, string>();
  const read: string[] = [];
  const files: Partial<ProjectFiles> = {
    list: (folder) =>
      Promise.resolve(
        ok(
          [...stored.keys()]
            .filter((path) => path.startsWith(`${folder}/`))
            .map((path) => path.slice(folder.length + 1)),
        ),
      ),
    readText: (path) => {
      if (path.startsWith('content/')) read.push(path);
      return Promise.resolve(ok(stored.get(path) ?? null));
    },
    replace: (path, text) => {
      if (isFull) return Promise.resolve(fail(failure('file-unusable', { path, why: 'ENOSPC' })));
      stored.set(path, String(text));
      return Promise.resolve(ok(undefined));
    },
  };
  const promote = (asset: string, bytes: string, recipe = 'iron.object.statue.v1'): string => {
    const promotion = record(asset, bytes, recipe);
    stored.set(promotionPath(promotion.id), promotionText(promotion));
    return promotionPath(promotion.id);
  };
  const look = async (): Promise<Record<string, readonly string[]>> => {
    const found = await promotedAssets(files as ProjectFiles);
    return Object.fromEntries(found.ok ? found.value : []);
  };
  return { stored, read, promote, look, files: files as ProjectFiles };
}

describe('the index of promotions', () => {
  it('names the assets of each picture, and reads a record once', async () => {
    const { promote, look, read } = project();
    promote('folk/a', 'one');
    promote('folk/b', 'one');
    promote('folk/c', 'two');
    const wanted = { [sha256('one')]: ['folk/a', 'folk/b'], [sha256('two')]: ['folk/c'] };
    expect(await look()).toEqual(wanted);
    expect(await look()).toEqual(wanted);
    expect(read).toHaveLength(3);
    promote('folk/d', 'two');
    expect((await look())[sha256('two')]).toEqual(['folk/c', 'folk/d']);
    expect(read).toHaveLength(4);
  });

  it('names the records that can say something of a recipe', async () => {
    const { promote, files } = project();
    const idOf = (path: string): string => path.slice('content/promotions/'.length, -'.json'.length);
    const ours = idOf(promote('folk/a', 'one'));
    const rival = idOf(promote('folk/a', 'two', 'iron.object.other.v1'));
    promote('folk/b', 'three', 'iron.object.other.v1');
    const about = (): Promise<string[] | null> =>
      promotionsAbout(files, 'iron.object.statue.v1' as RecipeId).then((found) =>
        found.ok ? found.value.map(({ id }) => id) : null,
      );
    expect((await about())?.sort()).toEqual([ours, rival].sort());
    expect((await about())?.sort()).toEqual([ours, rival].sort());
  });

  it('forgets a record that is gone', async () => {
    const { promote, look, stored } = project();
    const path = promote('folk/a', 'one');
    await look();
    stored.delete(path);
    expect(await look()).toEqual({});
  });

  it.each(['', '{', '[]', '{"x":1}', 'null'])('is made again when it holds %j', async (damaged) => {
    const { promote, look, stored } = project();
    promote('folk/a', 'one');
    await look();
    stored.set('.art/promotions.json', damaged);
    expect(await look()).toEqual({ [sha256('one')]: ['folk/a'] });
  });

  it('is left alone, and does without, where a newer Artkiln keeps it', async () => {
    const { promote, look, stored } = project();
    promote('folk/a', 'one');
    const newer = '{"schema_version":2,"records":[]}';
    stored.set('.art/promotions.json', newer);
    expect(await look()).toEqual({ [sha256('one')]: ['folk/a'] });
    expect(stored.get('.art/promotions.json')).toBe(newer);
  });

  it('takes no word of its own for an asset or a digest', async () => {
    const { promote, look, stored } = project();
    const path = promote('folk/a', 'one');
    const id = path.slice('content/promotions/'.length, -'.json'.length);
    await look();
    const kept = JSON.parse(stored.get('.art/promotions.json') ?? '') as {
      records: Record<string, unknown[]>;
    };
    kept.records[id] = ['\u001b[2J', ...(kept.records[id] ?? []).slice(1)];
    stored.set('.art/promotions.json', JSON.stringify(kept));
    expect(await look()).toEqual({ [sha256('one')]: ['folk/a'] });
  });

  it('passes over a damaged record, and does without a place to keep it', async () => {
    const { promote, look, stored } = project(true);
    promote('folk/a', 'one');
    stored.set(promote('folk/b', 'two'), 'not a record');
    expect(await look()).toEqual({ [sha256('one')]: ['folk/a'] });
  });
});
