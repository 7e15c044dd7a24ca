import type { Json } from '../canonical-json.ts';
import type { FieldTable } from './field.ts';
import { isGatedKind } from './kinds.ts';
import { defaultPhase, makesConcept } from './phase.ts';
import type { Phase } from './recipe.ts';

/** What a first template is made from. */
export interface TemplateStart {
  readonly kind: string;
  readonly title: string;
  readonly levers: readonly string[];
  /** Fields that a person gave: field -> text. */
  readonly given: { readonly [field: string]: string };
  /** Files of the project that a field may name. */
  readonly files: readonly string[];
}

/**
 * A template that has what its backend needs: a prompt that says the title and every lever, the first word of a list
 * that fits the kind, the first file that has the right form. What nothing is known for is left out: validation names it.
 */
export function startTemplate(
  table: FieldTable,
  phase: Phase,
  { kind, title, levers, given, files }: TemplateStart,
): { readonly [field: string]: Json } {
  const family = kind.split('.')[0] ?? '';
  const fields: [string, Json][] = [];
  for (const [name, { rule, required, isTemplate }] of Object.entries(table)) {
    const text = given[name];
    if (text !== undefined) fields.push([name, readAs(rule.type, text)]);
    else if (required !== true) continue;
    else if (isTemplate === true) fields.push([name, startPrompt(title, levers)]);
    else if (rule.type === 'string' && rule.oneOf !== undefined) {
      const fitting = rule.oneOf.find((word) => word.includes(family)) ?? rule.oneOf[0];
      if (fitting !== undefined) fields.push([name, fitting]);
    } else if (rule.type === 'file') {
      const form = new RegExp(rule.pattern ?? '', 'u');
      const file = files.find((one) => form.test(one));
      if (file !== undefined) fields.push([name, file]);
    }
  }
  return { phase, ...Object.fromEntries(fields) };
}

function readAs(type: string, text: string): Json {
  if (type === 'integer' || type === 'number') return text.trim() === '' ? text : Number(text) || text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

/** @example startPrompt('Wolf banner', ['cloth']) // 'Wolf banner, cloth: {cloth}' */
export const startPrompt = (title: string, levers: readonly string[]): string =>
  [
    title.replaceAll('{', '{{').replaceAll('}', '}}'),
    ...levers.map((lever) => `${lever.replaceAll('_', ' ')}: {${lever}}`),
  ].join(', ');

/** Backend -> phase, such that a kind that meets the concept gate has a concept, from a free backend where there is one. */
export function startPhases(
  backends: readonly { readonly name: string; readonly isPaid: boolean }[],
  kind: string,
  gatedKinds: readonly string[],
): { readonly [backend: string]: Phase } {
  const phases = Object.fromEntries(backends.map(({ name }) => [name, defaultPhase(name, backends.length)]));
  if (!isGatedKind(kind, gatedKinds) || Object.values(phases).some(makesConcept)) return phases;
  const first = backends.find(({ isPaid }) => !isPaid) ?? backends[0];
  if (first === undefined) return phases;
  return { ...phases, [first.name]: backends.length === 1 ? 'both' : 'concept' };
}

/** A first title: the slug in words. @example titleOf('wolf_banner') // 'Wolf banner' */
export function titleOf(slug: string): string {
  const words = slug.replaceAll(/[-_]+/g, ' ').trim();
  return words === '' ? slug : words[0]?.toUpperCase() + words.slice(1);
}
