import { directions } from '../candidate/sprite.ts';
import type { Json } from '../canonical-json.ts';
import { didYouMean } from '../source/nearest.ts';
import { checkField, missingFields, wrongType } from './check-fields.ts';
import type { LeverTable } from './check-text.ts';
import { type Fault, isObject, keyFault, quoted } from './fault.ts';
import type { FieldRule, FieldTable } from './field.ts';
import type { BackendRules } from './plugin-rules.ts';

/** Child indices of a recipe run from 0 to this. */
export const lastChildIndex = 999;

/** The largest `seed_production`: with the last child index added, every effective seed stays below 2^53. */
export const largestSeed = 2 ** 53 - 1001;

const modelName: FieldRule = { type: 'string', maxLength: 255, pattern: '^(?!.*\\.\\.)(?![/\\\\])' };
const strength: FieldRule = { type: 'number', min: -100, max: 100 };
const pixels: FieldRule = { type: 'integer', min: 1, max: 8192 };
const offset: FieldRule = { type: 'number', min: -8192, max: 8192 };

/** Locked fields that every recipe may have. `postprocess` is checked apart, against the stages. */
export const commonLockedFields: FieldTable = {
  checkpoint: { rule: modelName, doc: 'file name of the base model, as the backend knows it' },
  loras: {
    rule: {
      type: 'list',
      maxItems: 32,
      items: {
        type: 'object',
        fields: {
          name: { rule: modelName, required: true, doc: 'file name of the LoRA, as the backend knows it' },
          strength_model: { rule: strength, required: true, doc: 'weight on the model, -100 to 100' },
          strength_clip: { rule: strength, required: true, doc: 'weight on the text encoder, -100 to 100' },
        },
      },
    },
    doc: 'LoRAs in the order in which they are applied',
  },
  cfg_scale: {
    rule: { type: 'number', min: 0, max: 100 },
    doc: 'how strictly the prompt is followed, 0 to 100',
  },
  sampler: { rule: { type: 'string', maxLength: 64 }, doc: 'sampler name, as the backend knows it' },
  scheduler: { rule: { type: 'string', maxLength: 64 }, doc: 'scheduler name, as the backend knows it' },
  steps: { rule: { type: 'integer', min: 1, max: 10_000 }, doc: 'sampling steps, 1 to 10000' },
  canvas_width: { rule: pixels, doc: 'width of the picture in px, 1 to 8192' },
  canvas_height: { rule: pixels, doc: 'height of the picture in px, 1 to 8192' },
  seed_production: {
    rule: { type: 'integer', min: 1, max: largestSeed },
    required: true,
    doc: `seed of child 0, 1 to ${largestSeed}; 0 means "random" to some backends and is refused`,
  },
  composition_mode: {
    rule: { type: 'string', pattern: '^[a-z][a-z0-9_-]{0,31}$' },
    doc: 'how the game composes the picture, such as standalone',
  },
  anchor_offsets: {
    rule: {
      type: 'map',
      keyPattern: '^[a-z][a-z0-9_]{0,31}$',
      values: {
        type: 'map',
        keyPattern: `^(?:${directions.join('|')})$`,
        values: { type: 'pair', items: offset },
      },
    },
    doc: 'anchor -> direction -> [x, y] in px from the feet, x right, y down',
  },
  palette: {
    rule: { type: 'file', pattern: '\\.(?:hex|gpl|pal)$' },
    doc: 'palette file of the project: .hex, .gpl or .pal',
  },
};

/**
 * Checks `locked_fields` against the common fields and those that the recipe's backends document. A field that
 * two of them document keeps the rules of both.
 */
export function checkLockedFields(
  locked: Json | undefined,
  used: readonly BackendRules[],
  all: readonly BackendRules[],
  levers: LeverTable | null,
): readonly Fault[] {
  const path = ['locked_fields'];
  if (locked === undefined) return [];
  if (!isObject(locked)) return [wrongType('an object', locked, path)];
  const tables = [commonLockedFields, ...used.map((backend) => backend.lockedFields)];
  const faults: Fault[] = [];
  for (const [name, value] of Object.entries(locked)) {
    if (name === 'postprocess') continue;
    const fields = tables.flatMap((table) => (Object.hasOwn(table, name) ? [table[name]] : []));
    const owner = { noun: 'a locked field', unknownCode: 'unknown-locked-field', levers };
    // The first rule that it breaks is enough to mend it.
    const broken = fields
      .map((field) => (field === undefined ? [] : checkField(value, field, [...path, name], owner)))
      .find((found) => found.length > 0);
    faults.push(...(broken ?? []));
    if (fields.length === 0) faults.push(unknownLockedField(name, tables, all));
  }
  return [...faults, ...tables.flatMap((table) => missingFields(locked, table, path))];
}

function unknownLockedField(
  name: string,
  tables: readonly FieldTable[],
  all: readonly BackendRules[],
): Fault {
  const known = [...tables.flatMap((table) => Object.keys(table)), 'postprocess'];
  const elsewhere = all.find((backend) => Object.hasOwn(backend.lockedFields, name));
  const hint =
    elsewhere === undefined
      ? (didYouMean(name, known) ?? `known here: ${[...new Set(known)].sort().join(', ')}`)
      : `backend ${elsewhere.name} has it, and this recipe has no template for ${elsewhere.name}`;
  return keyFault('unknown-locked-field', ['locked_fields', name], `${quoted(name)} is not a locked field.`, {
    hint,
  });
}
