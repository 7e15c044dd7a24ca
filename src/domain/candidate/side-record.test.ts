import { describe, expect, it } from 'vitest';
import {
  asDigest,
  type BindingHash,
  type Digest,
  type Fingerprint,
  type RecipeId,
  type RunId,
  type Sha256,
} from '../ids.ts';
import { canonicalJson } from '../canonical-json.ts';
import {
  parseSideRecord,
  parseSpriteTable,
  sideRecordContradictions,
  sideRecordText,
  type SideRecord,
} from './side-record.ts';
import { spriteNameFrom, spritesDigest, type Sprite } from './sprite.ts';

/** Stand-in for SHA-256: 64 hex digits from a rolling sum. */
const sha256: Sha256 = (data) => {
  let sum = 7;
  for (const char of String(data)) sum = (Math.imul(sum, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return asDigest(sum.toString(16).padStart(8, '0').repeat(8));
};
const hex = (digit: string): Digest => digit.repeat(64) as Digest;

const sprites: readonly Sprite[] = [
  {
    name: spriteNameFrom('idle/s'),
    rectangle: { x: 0, y: 0, w: 48, h: 48 },
    direction: 's',
    animation: null,
    step: null,
    duration_ms: null,
    anchors: { feet: [24, 46], hand: [-3.5, 12] },
  },
];
const binding = { armor: 'plate', hair: 'red' };
const hash = sha256(canonicalJson(binding)) as string as BindingHash;
const side: SideRecord = {
  schema_version: 1,
  recipe_id: 'viking.character.raider.v1' as RecipeId,
  recipe_digest: hex('1'),
  binding,
  binding_hash: hash,
  kind: 'character.humanoid',
  backend: 'procedural',
  child_index: 3,
  seed: 31340,
  phase: 'final',
  bytes: hex('2'),
  pixels: hex('3'),
  width: 48,
  height: 48,
  sprites,
  sprites_digest: spritesDigest(sprites, sha256),
  prompt: 'a "raider"\nwith \u001b[31m hair',
  model: null,
  run_id: 'run_0042_k3f2' as RunId,
  stages: [{ stage: 'normalize', fingerprint: hex('4') as string as Fingerprint }],
  raw: null,
  ai: 'none',
};
const path = `art_pool/candidates/viking.character.raider.v1/${hash.slice(0, 16)}/procedural/003.png`;
const measured = { bytes: hex('2'), pixels: hex('3'), width: 48, height: 48 };

describe('a side record', () => {
  it('comes back from its own text, which is the same whatever the order of keys', () => {
    const parsed = parseSideRecord(sideRecordText(side));
    expect(parsed).toEqual({ ok: true, value: side });
    const shuffled = Object.fromEntries(Object.entries(side).reverse()) as unknown as SideRecord;
    expect(sideRecordText({ ...shuffled, binding: { hair: 'red', armor: 'plate' } })).toBe(
      sideRecordText(side),
    );
    expect(sideRecordText(side).endsWith('}\n')).toBe(true);
  });

  it.each([
    ['an unknown field', { note: 1 }, 'unknown-field note'],
    ['a digest that is none', { bytes: 'abc' }, 'wrong-value bytes'],
    ['no sprites', { sprites: [] }, 'wrong-value sprites'],
    ['a sprite twice', { sprites: [...sprites, ...sprites] }, 'duplicate sprites[1].name'],
    ['a sprite outside the picture', { width: 47 }, 'wrong-value sprites[0].rectangle'],
    [
      'a name that engines must not see',
      { sprites: [{ ...sprites[0], name: 'a"b' }] },
      'wrong-value sprites[0].name',
    ],
    ['a step without animation', { sprites: [{ ...sprites[0], step: 0 }] }, 'wrong-value sprites[0].step'],
    ['a raw file outside the project', { raw: '../x' }, 'wrong-value raw'],
    [
      'a lever of the language',
      { binding: JSON.parse('{"__proto__":"x"}') as object },
      'wrong-value binding.__proto__',
    ],
    ['another schema', { schema_version: 0 }, 'wrong-value schema_version'],
    ['a later schema', { schema_version: 2, more: 1 }, 'newer-version '],
  ])('is refused with %s', (_, edit, fault) => {
    const parsed = parseSideRecord(JSON.stringify({ ...side, ...edit }));
    expect(parsed.ok ? [] : parsed.faults.map(({ code, at }) => `${code} ${at}`)).toEqual([fault]);
  });
});

describe('a sprite table by itself', () => {
  it('comes back, and is null for any other text', () => {
    expect(parseSpriteTable(JSON.stringify(sprites))).toEqual(sprites);
    expect(parseSpriteTable('[{"name":"\\u001b[31m"}]')).toBeNull();
    expect(parseSpriteTable('{}')).toBeNull();
    expect(parseSpriteTable('not JSON')).toBeNull();
  });
});

describe('contradictions of a side record', () => {
  it('are none where contents, place and picture agree', () => {
    expect(sideRecordContradictions(side, path, measured, sha256)).toEqual([]);
  });

  it.each([
    ['sprites', { sprites: [{ ...(sprites[0] as Sprite), direction: 'n' as const }] }, ['sprites_digest']],
    ['levers', { binding: { hair: 'blue' } }, ['binding_hash']],
    ['backend', { backend: 'comfyui' }, ['backend']],
    ['child', { child_index: 4 }, ['child_index']],
    ['phase', { phase: 'concept' as const }, ['phase']],
    ['pixels and size', { pixels: hex('5'), height: 47 }, ['height', 'pixels']],
  ])('name edited %s', (_, edit, fields) => {
    expect(sideRecordContradictions({ ...side, ...edit }, path, measured, sha256)).toEqual(fields);
  });

  it('name bytes that are not those of the file name', () => {
    const later = path.replace('003.png', '003-99999999.png');
    expect(sideRecordContradictions(side, later, null, sha256)).toEqual(['bytes']);
  });
});
