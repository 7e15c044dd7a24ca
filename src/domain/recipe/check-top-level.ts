import type { Json } from '../canonical-json.ts';
import { isRecipeId, splitRecipeId } from '../ids.ts';
import { checkField, missingFields, unknownField } from './check-fields.ts';
import { type Fault, isList, type JsonObject, quoted, valueFault, warning } from './fault.ts';
import type { FieldTable } from './field.ts';
import { isKind, kindForm } from './kinds.ts';

const complex = { type: 'object', fields: {} } as const;
const name = { type: 'string', maxLength: 128 } as const;

/** The fields of a recipe file. Those that are objects have checkers of their own. */
export const recipeFields: FieldTable = {
  schema_version: { rule: { type: 'integer' }, doc: 'the version of this format: 1' },
  recipe_id: { rule: name, required: true, doc: '<age>.<kind>.<slug>.v<N>, the name of the file' },
  kind: { rule: name, required: true, doc: kindForm },
  title: { rule: { type: 'string', maxLength: 120 }, doc: 'a name for people, at most 120 characters' },
  draft: { rule: { type: 'boolean' }, doc: 'true: may be edited, and what it makes is never approved' },
  gates: {
    rule: { type: 'list', items: { type: 'string', oneOf: ['concept'] } },
    doc: '["concept"] adds the concept gate',
  },
  lever_schema: { rule: complex, required: true, doc: 'the levers and their legal values' },
  locked_fields: { rule: complex, required: true, doc: 'everything that a caller may not set' },
  prompt_templates_by_backend: { rule: complex, required: true, doc: 'backend -> template' },
  valid_output_kinds: {
    rule: { type: 'list', items: name, minItems: 1 },
    required: true,
    doc: 'the kinds of entries that it may fill',
  },
  default_palette_enforcement: {
    rule: { type: 'boolean' },
    required: true,
    doc: 'whether the palette stage is appended',
  },
};

/** Checks the fields that are no objects, that no other field is there, and that the names agree. */
export function checkTopLevel(object: JsonObject, fileName: string): readonly Fault[] {
  const owner = { noun: 'a field of a recipe', unknownCode: 'unknown-key', levers: null };
  const names = Object.keys(recipeFields);
  const faults: Fault[] = [...missingFields(object, recipeFields, []), ...checkIdentity(object, fileName)];
  for (const [key, value] of Object.entries(object)) {
    const field = Object.hasOwn(recipeFields, key) ? recipeFields[key] : undefined;
    if (field === undefined) faults.push(unknownField(key, names, [], owner));
    else if (field.rule !== complex) faults.push(...checkField(value, field, [key], owner));
  }
  const version = object['schema_version'];
  if (version === undefined) {
    const hint = 'add "schema_version": 1';
    faults.push(
      warning('schema-version-missing', [], '"schema_version" is missing, 1 is assumed.', { hint }),
    );
  } else if (typeof version === 'number' && version !== 1) {
    const message = `There is no schema version ${version}; write 1.`;
    faults.push(valueFault('schema-version-unknown', ['schema_version'], message));
  }
  for (const key of ['valid_output_kinds', 'gates']) faults.push(...checkRepeats(object[key], key));
  for (const [i, item] of (isList(object['valid_output_kinds'])
    ? object['valid_output_kinds']
    : []
  ).entries()) {
    if (typeof item === 'string' && !isKind(item)) faults.push(wrongKind(item, ['valid_output_kinds', i]));
  }
  return faults;
}

function checkRepeats(list: Json | undefined, key: string): readonly Fault[] {
  if (!isList(list)) return [];
  return list.flatMap((item, i) =>
    typeof item === 'string' && list.indexOf(item) < i
      ? [valueFault('duplicate-value', [key, i], `${quoted(item)} stands there already.`)]
      : [],
  );
}

const wrongKind = (text: string, path: Fault['path']): Fault =>
  valueFault('kind-form', path, `${quoted(text)} is not a kind.`, { hint: `kinds are ${kindForm}` });

function checkIdentity(object: JsonObject, fileName: string): readonly Fault[] {
  const { recipe_id: id, kind } = object;
  const faults: Fault[] = [];
  if (typeof kind === 'string' && !isKind(kind)) faults.push(wrongKind(kind, ['kind']));
  if (typeof id !== 'string') return faults;
  if (!isRecipeId(id)) {
    const hint = 'recipe ids are <age>.<kind>.<slug>.v<N> in lower case, such as iron.character.skald.v1';
    return [
      ...faults,
      valueFault('recipe-id-form', ['recipe_id'], `${quoted(id)} is not a recipe id.`, { hint }),
    ];
  }
  if (id !== fileName) {
    const hint = `rename the file to ${id}.json, or write "recipe_id": ${JSON.stringify(fileName)}`;
    const message = `The file is called ${quoted(fileName)}, the recipe ${quoted(id)}.`;
    faults.push(valueFault('recipe-id-file', ['recipe_id'], message, { hint }));
  }
  const ownKind = splitRecipeId(id).kind;
  if (typeof kind === 'string' && isKind(kind) && kind.split('.')[0] !== ownKind) {
    const hint = `write a kind that begins with "${ownKind}."`;
    const message = `The recipe id says ${quoted(ownKind)}, the kind ${quoted(kind)}.`;
    faults.push(valueFault('recipe-id-kind', ['kind'], message, { hint }));
  }
  return faults;
}
