// Draws from the shipped recipes of the sample project, as a worker would: backend, then the palette stage.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import procedural from '../src/backends/procedural.ts';
import { crop } from '../src/pixels/arrange.ts';
import { paletteFormat, parsePalette } from '../src/pixels/palette-file.ts';
import { mapToPalette } from '../src/pixels/palette.ts';
import type { Rgba } from '../src/pixels/rgba.ts';
import type { BackendPicture } from '../src/ports/backend.ts';

export interface Binding {
  readonly [lever: string]: string;
}

export interface ShippedRecipe {
  readonly recipe_id: string;
  readonly kind: string;
  readonly title: string;
  readonly levers: { readonly [lever: string]: readonly string[] };
  readonly seed: number;
  readonly palette: string | null;
  readonly template: { readonly [field: string]: unknown };
}

const content = join(import.meta.dirname, '../examples/skerry/content');

interface RecipeFile {
  readonly recipe_id: string;
  readonly kind: string;
  readonly title: string;
  readonly lever_schema: { readonly properties: { readonly [lever: string]: { readonly enum: string[] } } };
  readonly locked_fields: { readonly seed_production: number; readonly palette?: string };
  readonly prompt_templates_by_backend: { readonly procedural?: { readonly [field: string]: unknown } };
  readonly default_palette_enforcement: boolean;
}

/** The recipes that the procedural backend draws, in the order of their ids. */
export function shippedRecipes(): readonly ShippedRecipe[] {
  return readdirSync(join(content, 'recipes'))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name): ShippedRecipe[] => {
      const file = JSON.parse(readFileSync(join(content, 'recipes', name), 'utf8')) as RecipeFile;
      const template = file.prompt_templates_by_backend.procedural;
      if (template === undefined) return [];
      const { recipe_id, kind, title, locked_fields: locked } = file;
      const { properties } = file.lever_schema;
      const levers = Object.fromEntries(
        Object.entries(properties).map(([lever, { enum: of }]) => [lever, of]),
      );
      const palette = file.default_palette_enforcement ? (locked.palette ?? null) : null;
      return [{ recipe_id, kind, title, levers, seed: locked.seed_production, palette, template }];
    });
}

const known = new Map(shippedRecipes().map((recipe) => [recipe.recipe_id, recipe]));

/** A recipe by its id. */
export function recipeOf(id: string): ShippedRecipe {
  const recipe = known.get(id);
  if (recipe === undefined) throw new Error(`the sample project has no recipe ${id}`);
  return recipe;
}

export interface Wanted {
  readonly binding: Binding;
  readonly child?: number;
  readonly phase?: 'concept' | 'final';
  /** Another palette than the recipe's, inside `content/palettes/`. */
  readonly palette?: string;
  /** Other values than the template's. */
  readonly look?: Binding;
}

/** What a recipe draws. */
export async function drawn(
  { kind, seed, palette: own, template }: ShippedRecipe,
  { binding, child = 0, phase = 'final', palette, look = {} }: Wanted,
): Promise<BackendPicture> {
  const fields = { ...template, look: { ...(template['look'] as Binding | undefined), ...look } };
  const answer = await procedural.runner?.generate(
    { kind, phase, binding, seed: seed + child, locked: {}, template: fields, concept: null },
    { signal: { aborted: false } },
  );
  const picture = answer?.ok === true ? answer.value.pictures[0] : undefined;
  if (picture === undefined) throw new Error(`${kind} was not drawn: ${JSON.stringify(binding)}`);
  const path = palette === undefined ? own : `content/palettes/${palette}`;
  return path === null ? picture : { ...picture, picture: mapToPalette(picture.picture, coloursOf(path)) };
}

function coloursOf(path: string): readonly number[] {
  const format = paletteFormat(path);
  const colours =
    format === null ? null : parsePalette(readFileSync(join(content, '..', path), 'utf8'), format);
  if (colours?.ok !== true) throw new Error(`${path} is no palette`);
  return colours.value;
}

/** A sprite cut out of its sheet, with its feet, px from the top left; the middle of its lower edge without an anchor. */
export interface Cut {
  readonly picture: Rgba;
  readonly feet: readonly [number, number];
}

/** The sprite of a name or direction; the first one when none is given. */
export function cut({ picture, sprites }: BackendPicture, name?: string): Cut {
  const sprite =
    name === undefined ? sprites[0] : sprites.find((one) => one.name === name || one.direction === name);
  if (sprite === undefined) throw new Error(`there is no sprite ${name ?? ''}`);
  const { x, y, w, h } = sprite.rectangle;
  const feet = sprite.anchors['feet'];
  return {
    picture: crop(picture, { x, y, w, h }),
    feet: feet === undefined ? [Math.floor(w / 2), h - 1] : [feet[0], feet[1]],
  };
}
