import type { Json } from '../canonical-json.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { type JsonPath, type JsonSource, parseJson } from '../source/parse-json.ts';
import { wrongType } from './check-fields.ts';
import { checkLevers } from './check-levers.ts';
import { checkLockedFields, commonLockedFields } from './check-locked-fields.ts';
import { checkPostprocess, postStages } from './check-postprocess.ts';
import { checkTopLevel } from './check-top-level.ts';
import { checkTemplates, type CheckedTemplates } from './check-templates.ts';
import type { LeverTable } from './check-text.ts';
import {
  type Fault,
  inReadingOrder,
  isList,
  isObject,
  type JsonObject,
  newerFault,
  toDiagnostic,
  valueFault,
  warning,
} from './fault.ts';
import { isGatedKind } from './kinds.ts';
import { checkNamedFiles, type FileText, filesNamed, type NamedFile } from './named-files.ts';
import { makesConcept } from './phase.ts';
import type { BackendRules, StageRules } from './plugin-rules.ts';
import type { LockedFields, Recipe } from './recipe.ts';

export interface RecipeToValidate {
  /** Path for messages, relative to the project. */
  readonly file: string;
  readonly text: string;
  /** The file's name without `.json`; it is what the recipe must call itself. */
  readonly recipeIdFromFileName: string;
  readonly backends: ReadonlyMap<string, BackendRules>;
  readonly stages: ReadonlyMap<string, StageRules>;
  /** Kinds that the project gates besides `character.*`: `<kind>.<sub-kind>` or `<kind>.*`. */
  readonly gatedKinds: readonly string[];
  readonly fileText: FileText;
}

export interface ValidatedRecipe {
  /** `null` when any diagnostic is an error. */
  readonly recipe: Recipe | null;
  /** Every fault at once, those of the recipe from top to bottom, then those of the files that it names. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads and checks a recipe against everything that can be known without running it. Pure: files come in through
 * `fileText`, backends and stages as tables of rules.
 */
export function validateRecipe(input: RecipeToValidate): ValidatedRecipe {
  const source = parseJson(input.file, input.text);
  if (!source.ok) return { recipe: null, diagnostics: source.diagnostics };
  if (!isObject(source.value)) return refused([wrongType('an object', source.value, [])], source, []);
  const object = source.value;
  const newer = newerFault(object);
  if (newer !== null) return refused([newer], source, []);

  const kind = typeof object['kind'] === 'string' ? object['kind'] : null;
  const checkedLevers = checkLevers(object['lever_schema']);
  const { levers } = checkedLevers;
  const isKindGated = kind !== null && isGatedKind(kind, input.gatedKinds);
  const isGateAsked = isList(object['gates']) && object['gates'].includes('concept');
  const checkedTemplates = checkTemplates(object['prompt_templates_by_backend'], {
    backends: input.backends,
    levers,
    isKindGated,
    isGateAsked,
  });
  const { used } = checkedTemplates;
  const locked = isObject(object['locked_fields']) ? object['locked_fields'] : {};

  const faults: Fault[] = [
    ...checkTopLevel(object, input.recipeIdFromFileName),
    ...checkedLevers.faults,
    ...checkLockedFields(object['locked_fields'], used, [...input.backends.values()], levers),
    ...checkPostprocess(locked, input.stages),
    ...checkPalette(object, locked, input.stages),
    ...checkedTemplates.faults,
  ];
  if (!faults.some((fault) => fault.severity === 'error')) {
    faults.push(...askBackends(object, kind ?? '', levers ?? {}, locked, checkedTemplates));
  }

  const named = namedFiles(locked, checkedTemplates, input.stages);
  // A path that is wrong in itself is told once, not also as a file that is not there.
  const faulty = new Set(faults.map((fault) => JSON.stringify(fault.path)));
  const sound = named.filter((item) => !faulty.has(JSON.stringify(item.path)));
  const files = checkNamedFiles(sound, input.fileText);
  faults.push(...files.faults);
  const { diagnostics } = refused(faults, source, files.diagnostics);
  if (diagnostics.some((diagnostic) => diagnostic.severity === 'error')) return { recipe: null, diagnostics };

  const isPaletteEnforced = object['default_palette_enforcement'] === true;
  const { templates } = checkedTemplates;
  const recipe: Recipe = {
    schema_version: 1,
    recipe_id: object['recipe_id'] as Recipe['recipe_id'],
    kind: object['kind'] as string,
    title: (object['title'] as string | undefined) ?? null,
    isDraft: object['draft'] === true,
    isGated:
      isKindGated || isGateAsked || Object.values(templates).some((template) => makesConcept(template.phase)),
    levers: levers ?? {},
    locked: locked as LockedFields,
    templates,
    validOutputKinds: object['valid_output_kinds'] as readonly string[],
    isPaletteEnforced,
    postprocess: postStages(locked, isPaletteEnforced),
    files: [...new Set(named.map((item) => item.file))].sort(),
  };
  return { recipe, diagnostics };
}

function refused(
  faults: readonly Fault[],
  source: JsonSource,
  others: readonly Diagnostic[],
): ValidatedRecipe {
  const own = faults.map((fault) => toDiagnostic(fault, source));
  return { recipe: null, diagnostics: [...inReadingOrder(own), ...inReadingOrder(others)] };
}

function checkPalette(
  object: JsonObject,
  locked: JsonObject,
  stages: ReadonlyMap<string, StageRules>,
): readonly Fault[] {
  const path = ['default_palette_enforcement'];
  if (object['default_palette_enforcement'] !== true) return [];
  if (locked['palette'] === undefined) {
    const hint = 'set locked_fields.palette, or write false';
    return [warning('palette-not-set', path, 'There is no palette to enforce.', { hint })];
  }
  if (stages.has('palette')) return [];
  return [valueFault('unknown-stage', path, 'The palette stage, which this appends, is not installed.')];
}

/** Whether a path leads to a text, number or the like; what is larger is pointed at by its key. */
function isPlain(object: JsonObject, path: JsonPath): boolean {
  let value: Json | undefined = object;
  for (const step of path) {
    if (isObject(value)) value = value[step];
    else if (isList(value)) value = value[Number(step)];
    else return false;
  }
  return !isObject(value) && !isList(value);
}

function askBackends(
  object: JsonObject,
  kind: string,
  levers: LeverTable,
  locked: JsonObject,
  { templates, used }: CheckedTemplates,
): readonly Fault[] {
  return used.flatMap((backend) => {
    const template = templates[backend.name]?.fields ?? {};
    const findings = backend.validate?.({ kind, levers, locked, template }) ?? [];
    return findings.map((finding): Fault => ({
      ...finding,
      at: isPlain(object, finding.path) ? 'value' : 'key',
    }));
  });
}

function namedFiles(
  locked: JsonObject,
  { templates, used }: CheckedTemplates,
  stages: ReadonlyMap<string, StageRules>,
): readonly NamedFile[] {
  const named = [commonLockedFields, ...used.map((backend) => backend.lockedFields)].flatMap((table) =>
    filesNamed(locked, table, ['locked_fields']),
  );
  for (const backend of used) {
    const path = ['prompt_templates_by_backend', backend.name];
    const fields = templates[backend.name]?.fields ?? {};
    named.push(...filesNamed(fields, backend.templateFields, path, backend.fileFields));
  }
  const list = locked['postprocess'];
  for (const [i, item] of (isList(list) ? list : []).entries()) {
    if (!isObject(item) || typeof item['stage'] !== 'string') continue;
    const params = stages.get(item['stage'])?.params ?? {};
    named.push(...filesNamed(item, params, ['locked_fields', 'postprocess', i]));
  }
  return named;
}
