/** `docs/reference/formats.md` against the readers of the files, and against the files of a project that has them all. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitIgnore } from '../../src/app/init-project.ts';
import { importMarkerShape, importTrustShape } from '../../src/domain/archive/import-marker.ts';
import { archiveIndexShape } from '../../src/domain/archive/index-file.ts';
import { sideRecordShape, spriteShape } from '../../src/domain/candidate/side-record.ts';
import { ageManifestShape } from '../../src/domain/manifest/age-manifest.ts';
import { packSealShape } from '../../src/domain/manifest/pack-seal.ts';
import { promotionShape } from '../../src/domain/manifest/promotion.ts';
import type { Shape } from '../../src/domain/manifest/shape.ts';
import { shippedManifestShape } from '../../src/domain/manifest/shipped-manifest.ts';
import { draftShape } from '../../src/domain/run/editor-draft.ts';
import { environmentShape } from '../../src/domain/run/environment-file.ts';
import { runRecordShape } from '../../src/domain/run/parse-run-record.ts';
import { actionResultShape, stageManifestShape } from '../../src/domain/run/parse-stage-manifest.ts';
import { runSealShape } from '../../src/domain/run/seal.ts';
import { stageReasons } from '../../src/domain/run/stage-manifest.ts';
import { testDatabase, type TestDatabase } from '../rig/database.ts';
import { everyFile, filesOf, type EveryFile } from '../rig/every-file.ts';
import { faultsOf, formOf, pathsOf, plainForm, rowsOf, typeOf, type Type } from '../rig/format-page.ts';
import { removeProject } from '../rig/project.ts';
import { Saga } from '../rig/saga.ts';

/** Files by the heading that describes them. */
const files: { readonly [heading: string]: RegExp } = {
  'Recipe lock': /^content\/recipes\/lock\//,
  Contract: /^content\/contracts\//,
  'Run record': /^runs\/[^/]+\/run\.json$/,
  'Stage manifest': /\/manifest\.json$(?<=^runs\/.*)/,
  'Run seal': /^runs\/[^/]+\/SEAL\.json$/,
  'Side record': /^art_pool\/.*\.json$/,
  'Sprite table': /^runs\/.*\/out\/[^/]*\.json$/,
  Decision: /^content\/decisions\//,
  Reviewers: /^content\/reviewers\.json$/,
  Promotion: /^content\/promotions\//,
  'Age manifest': /^content\/ages\/.*\/manifest\.json$/,
  'Shipped manifest': /^dist\/\d+\/.*\/manifest\.json$/,
  'Pack seal': /^dist\/\d+\/SEAL\.json$/,
  'Archive index': /^imports\/[^/]+\/index\.json$/,
  'Import marker': /^imports\/[^/]+\/import\.json$/,
  Trust: /^imports\/[^/]+\/trust\.json$/,
  'Action cache entry': /^\.art\/store\/actions\//,
  'Published environment': /^\.art\/env\//,
  Draft: /^\.art\/draft(\.previous)?\.json$/,
  'Verdict that is not signed yet': /^\.art\/drafts\//,
  'Ship marker': /^\.art\/pending\/ship\.json$/,
  'Index of promotions': /^\.art\/promotions\.json$/,
};

const shapes: { readonly [heading: string]: Shape<never> } = {
  'Run record': runRecordShape,
  'Stage manifest': stageManifestShape,
  'Run seal': runSealShape,
  'Side record': sideRecordShape,
  'Sprite table': spriteShape,
  Promotion: promotionShape,
  'Age manifest': ageManifestShape,
  'Shipped manifest': shippedManifestShape,
  'Pack seal': packSealShape,
  'Archive index': archiveIndexShape,
  'Import marker': importMarkerShape,
  Trust: importTrustShape,
  'Action cache entry': actionResultShape,
  'Published environment': environmentShape,
  Draft: draftShape,
} as { readonly [heading: string]: Shape<never> };

let database: TestDatabase;
let made: EveryFile;
let pools: { owner: pg.Pool; worker: pg.Pool };

beforeAll(async () => {
  database = await testDatabase();
  pools = { owner: database.pool('owner'), worker: database.pool('worker') };
  made = await everyFile(await new Saga(database, pools).open(), database);
});
afterAll(async () => {
  await removeProject(made.rig.root);
  await database.drop();
});

const jsonOf = (path: string): unknown => JSON.parse(readFileSync(join(made.rig.root, path), 'utf8'));

/** The digest at the end of a record's text is no member that a reader's shape knows. */
function withoutSelfDigest(type: Type): Type {
  if (type.kind !== 'record') return type;
  return {
    ...type,
    fields: new Map([...type.fields].filter(([name]) => name !== 'self_digest')),
    optional: type.optional.filter((name) => name !== 'self_digest'),
  };
}

describe.each(Object.keys(files))('%s', (heading) => {
  it('is so in a real project, every field of it', () => {
    const type = typeOf(heading);
    const seen = new Set<string>();
    const found = filesOf(made.rig.root).filter((path) => files[heading]?.test(path));
    expect(found.length).toBeGreaterThan(0);
    const faults = found.flatMap((path) => {
      const value = jsonOf(path);
      const whole: Type = Array.isArray(value) ? { kind: 'list', of: type } : type;
      return faultsOf(whole, value, path, seen);
    });
    expect(faults).toEqual([]);
    // Where a reader's shape has vouched for the field, no file needs to have it.
    if (heading in shapes) return;
    const there = new Set([...seen].map((path) => path.replace(/^.*?\.json/, '')));
    expect(pathsOf(type, '').filter((path) => !there.has(path))).toEqual([]);
  });
});

it.each(Object.entries(shapes))(
  '%s has the fields that its reader takes, and no other',
  (heading, { form }) => {
    expect(formOf(withoutSelfDigest(typeOf(heading)))).toEqual(plainForm(form));
  },
);

/** A path of the tables as a pattern: `<run_id>`, `*`, a folder. */
const patternOf = (path: string): RegExp => {
  const escaped = path.replaceAll(/[.+?^${}()|\\]/g, '\\$&');
  const open = escaped.replaceAll(/<[^>]+>/g, '[^/]+').replaceAll('*', '[^/]*');
  return new RegExp(`^${open}${path.endsWith('/') ? '.*' : ''}$`);
};

const placesOf = (cell: string): readonly string[] =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);

it('says of every file of a project what it is, and whether it is for git', () => {
  const places = rowsOf('Where what lies').flatMap(([paths = '', , inGit = '']) =>
    placesOf(paths).map((path) => ({
      pattern: patternOf(path.startsWith('dist/<') ? 'dist/<n>/' : path),
      inGit,
    })),
  );
  const machine = rowsOf('The machine\u2019s own').flatMap(([paths = '']) =>
    placesOf(paths).map((path) => patternOf(`.art/${path}`)),
  );
  const ignored = gitIgnore
    .split('\n')
    .filter((line) => line.endsWith('/'))
    .map((line) => new RegExp(`^${line.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}`));
  const all = filesOf(made.rig.root).filter((path) => path !== 'README.md');
  for (const path of all) {
    const { inGit } = places.find(({ pattern }) => pattern.test(path)) ?? {};
    expect(inGit, path).toBe(ignored.some((pattern) => pattern.test(path)) ? 'no' : 'yes');
    if (path.startsWith('.art/'))
      expect(
        machine.some((pattern) => pattern.test(path)),
        path,
      ).toBe(true);
  }
  // Nor does it speak of what no project has.
  expect(places.filter(({ pattern }) => !all.some((path) => pattern.test(path)))).toEqual([]);
});

it('names every reason that a stage manifest may give', () => {
  const codes = rowsOf('Reasons').map(([code = '']) => code.replaceAll('`', ''));
  expect(codes.sort()).toEqual([...stageReasons].sort());
});

it('finds a field that is missing, one too many, and one of another type', () => {
  const type = typeOf('Ship marker');
  expect(faultsOf(type, { schema_version: 1, pack: 1 }, '', new Set())).toEqual([]);
  for (const wrong of [{ schema_version: 1 }, { schema_version: 2, pack: 1 }, { schema_version: 1, pack: 0 }])
    expect(faultsOf(type, wrong, '', new Set())).toHaveLength(1);
  expect(faultsOf(type, { schema_version: 1, pack: 1, more: 1 }, '', new Set())).toEqual([
    '.more is not on the page',
  ]);
});
