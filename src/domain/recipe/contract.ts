import type { Diagnostic } from '../diagnostic.ts';
import { isRecipeId, type RecipeId } from '../ids.ts';
import { nearest } from '../source/nearest.ts';
import { type JsonSource, parseJson } from '../source/parse-json.ts';
import { checkFields, wrongType } from './check-fields.ts';
import {
  type Fault,
  inReadingOrder,
  isList,
  isObject,
  newerFault,
  quoted,
  toDiagnostic,
  valueFault,
} from './fault.ts';
import type { FieldTable } from './field.ts';

/** A component of the game and the recipes without which it cannot be drawn. `content/contracts/*.json`. */
export interface Contract {
  readonly file: string;
  readonly component: string;
  readonly requiredRecipeIds: readonly RecipeId[];
  readonly source: JsonSource;
}

export interface ParsedContract {
  /** `null` when any diagnostic is an error. */
  readonly contract: Contract | null;
  readonly diagnostics: readonly Diagnostic[];
}

const contractFields: FieldTable = {
  schema_version: {
    rule: { type: 'integer', min: 1, max: 1 },
    required: true,
    doc: 'the version of this format: 1',
  },
  component: {
    rule: { type: 'string', pattern: '^[a-z][a-z0-9_.-]{0,63}$' },
    required: true,
    doc: 'the part of the game that needs the art',
  },
  required_recipe_ids: {
    rule: { type: 'list', items: { type: 'string' }, maxItems: 1000 },
    required: true,
    doc: 'ids of the recipes that it needs',
  },
};

/** Reads a component contract; every fault at once. */
export function parseContract(file: string, text: string): ParsedContract {
  const source = parseJson(file, text);
  if (!source.ok) return { contract: null, diagnostics: source.diagnostics };
  const { value } = source;
  const faults: Fault[] = [];
  const ids: RecipeId[] = [];
  const newer = newerFault(value);
  if (newer !== null) faults.push(newer);
  else if (isObject(value)) {
    faults.push(...checkFields(value, contractFields, []));
    const list = isList(value['required_recipe_ids']) ? value['required_recipe_ids'] : [];
    list.forEach((id, i) => {
      const path = ['required_recipe_ids', i];
      if (typeof id !== 'string') return;
      if (!isRecipeId(id)) {
        const hint = 'recipe ids are <age>.<kind>.<slug>.v<N>, such as iron.character.skald.v1';
        faults.push(valueFault('recipe-id-form', path, `${quoted(id)} is not a recipe id.`, { hint }));
      } else if (ids.includes(id)) {
        faults.push(valueFault('duplicate-value', path, `${quoted(id)} stands there already.`));
      } else ids.push(id);
    });
  } else faults.push(wrongType('an object', value, []));

  const diagnostics = inReadingOrder(faults.map((fault) => toDiagnostic(fault, source)));
  if (faults.length > 0 || !isObject(value)) return { contract: null, diagnostics };
  const component = value['component'] as string;
  return { contract: { file, component, requiredRecipeIds: ids, source }, diagnostics };
}

/** One diagnostic for every recipe that a contract requires and that has no file, pointed at in the contract. */
export function missingRecipes(
  contracts: readonly Contract[],
  recipeIds: readonly string[],
): readonly Diagnostic[] {
  const existing = new Set(recipeIds);
  return contracts.flatMap((contract) =>
    contract.requiredRecipeIds.flatMap((id, i) => {
      if (existing.has(id)) return [];
      const near = nearest(id, existing);
      const hint = near.length > 0 ? `there is ${near.join(' and ')}` : `add content/recipes/${id}.json`;
      const message = `${contract.component} requires ${id}, which has no recipe.`;
      const fault = valueFault('required-recipe-missing', ['required_recipe_ids', i], message, { hint });
      return [toDiagnostic(fault, contract.source)];
    }),
  );
}
