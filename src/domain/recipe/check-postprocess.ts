import type { Json } from '../canonical-json.ts';
import { didYouMean } from '../source/nearest.ts';
import { reservedStages } from '../run/pipeline.ts';
import { checkFields, wrongType } from './check-fields.ts';
import { type Fault, isList, isObject, type JsonObject, keyFault, quoted, valueFault } from './fault.ts';
import type { StageRules } from './plugin-rules.ts';
import type { PostStage } from './recipe.ts';

const path = ['locked_fields', 'postprocess'] as const;

/** Checks `locked_fields.postprocess`: an ordered list of `{stage, ...parameters}` of known post stages. */
export function checkPostprocess(
  locked: JsonObject,
  stages: ReadonlyMap<string, StageRules>,
): readonly Fault[] {
  const list = locked['postprocess'];
  if (list === undefined) return [];
  if (!isList(list)) return [wrongType('a list of stages', list, path)];
  return list.flatMap((item, i) => checkStage(item, i, locked, stages));
}

function checkStage(
  item: Json,
  index: number,
  locked: JsonObject,
  stages: ReadonlyMap<string, StageRules>,
): readonly Fault[] {
  const at = [...path, index];
  if (!isObject(item)) return [wrongType('an object with a "stage"', item, at)];
  const { stage: name, ...params } = item;
  const names = [...stages.keys()].sort();
  if (name === undefined) {
    const hint = `stages: ${names.join(', ')}`;
    return [keyFault('missing-field', at, '"stage" is missing.', { hint })];
  }
  if (typeof name !== 'string') return [wrongType('the name of a stage', name, [...at, 'stage'])];
  if (name === 'normalize') {
    const message = 'normalize always runs, as the last stage, and cannot be placed.';
    return [valueFault('stage-not-placeable', [...at, 'stage'], message, { hint: 'leave it out' })];
  }
  if (reservedStages.includes(name)) {
    const message = `${name} is a backend's own work, and cannot be placed.`;
    return [valueFault('stage-not-placeable', [...at, 'stage'], message, { hint: 'leave it out' })];
  }
  const stage = stages.get(name);
  if (stage === undefined) {
    const hint = didYouMean(name, names) ?? `stages: ${names.join(', ')}`;
    return [valueFault('unknown-stage', [...at, 'stage'], `${quoted(name)} is not a post stage.`, { hint })];
  }
  const owner = { noun: `a parameter of ${name}`, unknownCode: 'unknown-parameter', levers: null };
  const faults = checkFields(params, stage.params, at, owner);
  if (!stage.readsLocked.includes('palette') || locked['palette'] !== undefined) return faults;
  const message = `${name} works with the recipe's palette, and there is none.`;
  const hint = 'set locked_fields.palette';
  return [...faults, valueFault('palette-not-set', [...at, 'stage'], message, { hint })];
}

/** The post stages of a checked recipe, with `palette` appended where it is enforced and not there already. */
export function postStages(locked: JsonObject, isPaletteEnforced: boolean): readonly PostStage[] {
  const list = locked['postprocess'];
  const own = (isList(list) ? list : []).filter(isObject).map((item): PostStage => {
    const { stage, ...params } = item;
    return { stage: typeof stage === 'string' ? stage : '', params };
  });
  const isAppended =
    isPaletteEnforced && locked['palette'] !== undefined && !own.some((item) => item.stage === 'palette');
  return isAppended ? [...own, { stage: 'palette', params: {} }] : own;
}
