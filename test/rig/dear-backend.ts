import type { Project } from '../../src/compose.ts';
import { spriteNameFrom } from '../../src/domain/candidate/sprite.ts';
import { ok } from '../../src/domain/result.ts';
import { blank } from '../../src/pixels/rgba.ts';
import type { PaidBackend, PaidRunner } from '../../src/ports/backend.ts';
import { must } from './database.ts';
import { statue } from './project.ts';

/** A recipe for a backend that costs money, of its own age so that nothing else is about it. */
export const dearRecipe = 'iron.object.dear.v1';
export const dearBinding = { material: 'stone' };

/** What of a paid backend a test may change. */
export interface Dear {
  readonly decoderVersion?: number;
  /** Shown in the picture, as another decoder would make another one of the same file. */
  readonly shade?: number;
  readonly endpoint?: string;
  readonly version?: number;
}

/**
 * A backend that costs money and counts its calls. Each call answers with another file, as vendors do, which holds the
 * number of the call.
 */
export class DearVendor {
  calls = 0;

  backend({ decoderVersion = 1, shade = 0, endpoint = '/v1/draw', version = 1 }: Dear = {}): PaidBackend {
    const runner: PaidRunner = {
      environment: () => Promise.resolve(ok({ api: 'v1', endpoint })),
      requestOf: ({ template }) => ({ ...template }),
      call: () => {
        this.calls += 1;
        const bytes = new TextEncoder().encode(`answer ${this.calls}`);
        return Promise.resolve(ok({ files: [{ bytes, mediaType: 'text/plain' }], model: 'dear-1' }));
      },
      decoderVersion,
      decode: ([file]) => {
        const call = Number(new TextDecoder().decode(file?.bytes).slice('answer '.length));
        const picture = blank(8, 8);
        picture.data.fill(255);
        picture.data.set([call, shade, 7, 255], 0);
        const rectangle = { x: 0, y: 0, w: 8, h: 8 };
        const facts = { direction: null, animation: null, step: null, duration_ms: null, anchors: {} };
        const sprites = [{ name: spriteNameFrom('s'), rectangle, ...facts }];
        return Promise.resolve(
          ok({ pictures: [{ picture, sprites, raw: null }], model: null, prompt: null }),
        );
      },
    };
    return {
      apiVersion: 1,
      name: 'dear',
      version,
      title: 'Dear',
      isPaid: true,
      reproducibility: 'vendor',
      ai: 'generated',
      phases: ['concept', 'final', 'both'],
      templateFields: {
        description: {
          rule: { type: 'string', maxLength: 200 },
          required: true,
          isTemplate: true,
          doc: 'what is asked for',
        },
      },
      lockedFields: {},
      readsLocked: [],
      fileFields: [],
      priceMicroUsd: () => 40_000,
      runner,
    };
  }

  /** A project that knows the backend. */
  in(project: Project, change: Dear = {}): Project {
    const backends = new Map(project.registry.backends).set('dear', this.backend(change));
    return { ...project, registry: { ...project.registry, backends } };
  }
}

/** Writes the recipe for it: a statue with one template. */
export async function writeDearRecipe(project: Project, template: object = {}): Promise<void> {
  const text = must(await project.files.readText(`content/recipes/${statue}.json`));
  const recipe = JSON.parse(text ?? '') as { lever_schema: { properties: Record<string, unknown> } };
  const { material } = recipe.lever_schema.properties;
  const dear = {
    ...recipe,
    recipe_id: dearRecipe,
    draft: true,
    default_palette_enforcement: false,
    lever_schema: { ...recipe.lever_schema, properties: { material }, required: ['material'] },
    prompt_templates_by_backend: { dear: { description: 'a {material} statue', ...template } },
  };
  must(await project.files.replace(`content/recipes/${dearRecipe}.json`, JSON.stringify(dear)));
}
