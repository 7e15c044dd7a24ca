/** A recipe, its palette, plugins and surroundings that a test changes at random, and what must come of each change. */
import fc from 'fast-check';
import type { Registry } from '../../src/app/stage-work.ts';
import { pixelsDigest } from '../../src/domain/candidate/pixels-digest.ts';
import { spriteNameFrom, type Sprite } from '../../src/domain/candidate/sprite.ts';
import type { Json } from '../../src/domain/canonical-json.ts';
import type { Sha256 } from '../../src/domain/ids.ts';
import { ok } from '../../src/domain/result.ts';
import { stages as realStages } from '../../src/generated/registry.ts';
import { blank, type Rgba } from '../../src/pixels/rgba.ts';
import type { BackendRequest, FreeBackend } from '../../src/ports/backend.ts';
import type { Stage } from '../../src/ports/stage.ts';

export const recipeId = 'test.object.thing.v1';
export const palettePath = 'content/palettes/thing.hex';

/** Everything that a result may hang on, and some that it does not. */
export interface World {
  readonly word: string;
  readonly steps: number;
  /** A locked field that no backend here reads. */
  readonly cfg: number;
  readonly hair: 'red' | 'black';
  readonly seed: number;
  readonly hasConcept: boolean;
  readonly post: readonly { readonly stage: 'tint' | 'flat' | 'palette'; readonly value: number }[];
  readonly colours: readonly number[];
  readonly versions: { readonly [plugin in 'sketch' | 'paint' | 'tint' | 'flat']: number };
  readonly torch: number;
}

const small = (most: number) => fc.integer({ min: 0, max: most });
const fields: { readonly [field in keyof World]: fc.Arbitrary<World[field]> } = {
  word: fc.constantFrom('oak', 'elm', 'birch', 'beech'),
  steps: fc.integer({ min: 20, max: 23 }),
  cfg: fc.integer({ min: 1, max: 3 }),
  hair: fc.constantFrom('red', 'black'),
  seed: fc.integer({ min: 1, max: 2 }),
  hasConcept: fc.boolean(),
  post: fc.array(fc.record({ stage: fc.constantFrom('tint', 'flat', 'palette'), value: small(3) }), {
    maxLength: 3,
  }),
  colours: fc.array(small(7), { minLength: 2, maxLength: 3 }),
  versions: fc.record({
    sketch: fc.integer({ min: 1, max: 3 }),
    paint: fc.integer({ min: 1, max: 3 }),
    tint: fc.integer({ min: 1, max: 3 }),
    flat: fc.integer({ min: 1, max: 3 }),
  }),
  torch: fc.integer({ min: 20, max: 23 }),
};

export const anyWorld: fc.Arbitrary<World> = fc.record(fields);

/** A world and edits of single fields, one after the other. */
export const anyHistory: fc.Arbitrary<readonly World[]> = fc
  .tuple(
    anyWorld,
    fc.array(
      fc.oneof(
        ...(Object.keys(fields) as (keyof World)[]).map((field) =>
          fields[field].map((value): Partial<World> => ({ [field]: value })),
        ),
      ),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([first, edits]) => {
    const worlds = [first];
    for (const edit of edits) worlds.push({ ...(worlds.at(-1) ?? first), ...edit });
    return worlds;
  });

/** Half of what is edited shows: the rest is where early cut-off is seen. */
const half = (value: number): number => value >> 1;

const sprites: readonly Sprite[] = [
  {
    name: spriteNameFrom('s'),
    rectangle: { x: 0, y: 0, w: 2, h: 2 },
    direction: null,
    animation: null,
    step: null,
    duration_ms: null,
    anchors: {},
  },
];

function painted(...parts: readonly number[]): Rgba {
  const picture = blank(2, 2);
  picture.data.fill(255);
  picture.data.set(
    [...parts, 0, 0, 0].slice(0, 3).map((part) => (part * 16) & 255),
    0,
  );
  return picture;
}

const textOf = (template: BackendRequest['template']): string => template['prompt'] as string;

function draw(name: 'sketch' | 'paint', world: World, request: Omit<BackendRequest, 'phase'>): Rgba {
  const { template, locked, binding, seed, concept } = request;
  const own = textOf(template).length + half(world.versions[name]);
  if (name === 'sketch') return painted(own, seed);
  const fed = concept === null ? 0 : (concept.data[0] ?? 0) >> 4;
  return painted(
    own + fed,
    half(Number(locked['steps'])) + half(world.torch),
    binding['hair'] === 'red' ? 1 : 2,
  );
}

function postWork(name: 'tint' | 'flat', world: World, picture: Rgba, value: number): Rgba {
  const data = picture.data.slice();
  const version = half(world.versions[name]);
  if (name === 'tint') data[0] = ((data[0] ?? 0) + 32 * half(value) + 64 * version) & 255;
  else data[1] = (((data[1] ?? 0) >> 6) << 6) + version;
  return { ...picture, data };
}

export function registryOf(world: World): Registry {
  const backend = (name: 'sketch' | 'paint'): FreeBackend => ({
    apiVersion: 1,
    name,
    version: world.versions[name],
    title: name,
    isPaid: false,
    reproducibility: 'environment',
    ai: 'none',
    phases: name === 'sketch' ? ['concept'] : ['final'],
    templateFields: { prompt: { rule: { type: 'string' }, required: true, isTemplate: true, doc: 'what' } },
    lockedFields: {},
    readsLocked: name === 'sketch' ? [] : ['steps'],
    fileFields: [],
    runner: {
      environment: () => Promise.resolve(ok(environmentOf(world))),
      generate: (request) => {
        const pictures = [{ picture: draw(name, world, request), sprites, raw: null }];
        return Promise.resolve(ok({ pictures, model: null, prompt: null }));
      },
    },
  });
  const stage = (name: 'tint' | 'flat'): Stage => ({
    apiVersion: 1,
    name,
    version: world.versions[name],
    title: name,
    params: { value: { rule: { type: 'integer', min: 0, max: 3 }, doc: 'how much' } },
    readsLocked: [],
    run: (piece, params) =>
      ok({ ...piece, picture: postWork(name, world, piece.picture, Number(params['value'])) }),
  });
  return {
    backends: new Map([backend('sketch'), backend('paint')].map((one) => [one.name, one])),
    stages: new Map([...realStages, ['tint', stage('tint')], ['flat', stage('flat')]]),
  };
}

const environmentOf = ({ torch }: World): { readonly [name: string]: Json } => ({ torch });
const paletteText = ({ colours }: World): string =>
  colours.map((colour) => `${(colour * 32).toString(16).padStart(2, '0')}4080\n`).join('');
const paramsOf = ({ stage, value }: World['post'][number]): { readonly [name: string]: Json } =>
  stage === 'palette' ? { strength: value / 4 } : { value };

/** The files of the project in that world. */
export function filesOf(world: World): { readonly [path: string]: string } {
  const prompt = `a ${world.word} {hair}`;
  const recipe = {
    schema_version: 1,
    recipe_id: recipeId,
    kind: 'object.thing',
    draft: true,
    lever_schema: {
      type: 'object',
      additionalProperties: false,
      required: ['hair'],
      properties: { hair: { enum: ['red', 'black'] } },
    },
    locked_fields: {
      seed_production: world.seed,
      canvas_width: 2,
      canvas_height: 2,
      steps: world.steps,
      cfg_scale: world.cfg,
      composition_mode: 'standalone',
      anchor_offsets: {},
      palette: palettePath,
      postprocess: world.post.map((post) => ({ stage: post.stage, ...paramsOf(post) })),
    },
    prompt_templates_by_backend: {
      paint: { phase: 'final', prompt },
      ...(world.hasConcept ? { sketch: { phase: 'concept', prompt: world.word } } : {}),
    },
    valid_output_kinds: ['object.thing'],
    default_palette_enforcement: false,
  };
  return { [`content/recipes/${recipeId}.json`]: JSON.stringify(recipe), [palettePath]: paletteText(world) };
}

/** One stage as the slow and obvious way has it. */
export interface ExpectedStage {
  readonly stage: string;
  /** All that it depends on, spelled out. */
  readonly key: string;
  readonly pixels: string;
}

/** What a run of one child in that world is, worked out from nothing, with no fingerprint or store in sight. */
export function expectedStages(world: World, sha256: Sha256): readonly ExpectedStage[] {
  const done: ExpectedStage[] = [];
  const keep = (stage: string, key: readonly unknown[], picture: Rgba): Rgba => {
    done.push({ stage, key: JSON.stringify([stage, ...key]), pixels: pixelsDigest(picture, sha256) });
    return picture;
  };
  const of = (picture: Rgba): string => pixelsDigest(picture, sha256);
  const { hair, seed, steps, torch, versions } = world;
  const common = { kind: 'object.thing', binding: { hair }, seed };
  let concept: Rgba | null = null;
  if (world.hasConcept) {
    const template = { prompt: world.word };
    const drawn = draw('sketch', world, { ...common, locked: {}, template, concept: null });
    keep('concept', [versions.sketch, template, hair, seed, torch], drawn);
    concept = keep('normalize', [of(drawn)], drawn);
  }
  const template = { prompt: `a ${world.word} ${hair}` };
  const key = [versions.paint, template, hair, seed, steps, torch, concept === null ? null : of(concept)];
  let picture = keep('final', key, draw('paint', world, { ...common, locked: { steps }, template, concept }));
  for (const post of world.post) {
    const before = of(picture);
    if (post.stage === 'palette') {
      const palette = realStages.get('palette');
      const text = () => paletteText(world);
      const made = palette?.run({ picture, sprites }, paramsOf(post), { palette: palettePath }, { text });
      if (made?.ok !== true) throw new Error('no palette');
      picture = keep('palette', [post.value, paletteText(world), before], made.value.picture);
    } else {
      const version = versions[post.stage];
      picture = keep(
        post.stage,
        [version, post.value, before],
        postWork(post.stage, world, picture, post.value),
      );
    }
  }
  keep('normalize', [of(picture)], picture);
  return done;
}
