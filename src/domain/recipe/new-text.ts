import type { Json } from '../canonical-json.ts';
import type { RecipeId } from '../ids.ts';
import { isList, isObject } from './fault.ts';

/** What a new recipe is made of. */
export interface NewRecipe {
  readonly recipeId: RecipeId;
  readonly kind: string;
  readonly title: string;
  readonly isDraft: boolean;
  /** In the order in which a person gave them. */
  readonly levers: { readonly [lever: string]: readonly string[] };
  readonly seed: number;
  /** Backend -> template, `phase` included. */
  readonly templates: { readonly [backend: string]: { readonly [field: string]: Json } };
  /** A palette file of the project, enforced; `null` without one. */
  readonly palette: string | null;
}

/** A new recipe as text: fields in the order in which they are read about, one lever on a line. */
export function newRecipeText(recipe: NewRecipe): string {
  const { recipeId, kind, title, isDraft, levers, seed, templates, palette } = recipe;
  return recipeLayout({
    schema_version: 1,
    recipe_id: recipeId,
    kind,
    title,
    ...(isDraft ? { draft: true } : {}),
    lever_schema: {
      type: 'object',
      additionalProperties: false,
      required: Object.keys(levers),
      properties: Object.fromEntries(
        Object.entries(levers).map(([lever, values]) => [lever, { enum: values }]),
      ),
    },
    locked_fields: {
      seed_production: seed,
      composition_mode: 'standalone',
      ...(palette === null ? {} : { palette }),
    },
    prompt_templates_by_backend: templates,
    valid_output_kinds: [kind],
    default_palette_enforcement: palette !== null,
  });
}

const widest = 100;

/** JSON with two spaces of indent; lists, and objects that hold no object, on one line where they fit on it. */
export const recipeLayout = (value: Json): string => `${layout(value, '', 0)}\n`;

function layout(value: Json, indent: string, lead: number): string {
  const isWhole = !isObject(value) || indent === '' || Object.values(value).some(isObject);
  const flat = isWhole && isObject(value) ? null : flatText(value);
  if (flat !== null && indent.length + lead + flat.length <= widest) return flat;
  const inner = `${indent}  `;
  if (isList(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => inner + layout(item, inner, 1)).join(',\n')}\n${indent}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `;
    return `${inner}${name}${layout(item, inner, name.length + 1)}`;
  });
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}

function flatText(value: Json): string {
  if (isList(value)) return `[${value.map(flatText).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${flatText(item)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
