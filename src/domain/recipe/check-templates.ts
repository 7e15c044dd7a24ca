import type { Json } from '../canonical-json.ts';
import { didYouMean } from '../source/nearest.ts';
import { checkFields, wrongType } from './check-fields.ts';
import type { LeverTable } from './check-text.ts';
import { anyOf, type Fault, isObject, keyFault, quoted, valueFault } from './fault.ts';
import { defaultPhase, makesConcept, makesFinal, phases } from './phase.ts';
import type { BackendRules } from './plugin-rules.ts';
import type { Phase, Template } from './recipe.ts';

const path = ['prompt_templates_by_backend'] as const;

export interface TemplateContext {
  readonly backends: ReadonlyMap<string, BackendRules>;
  readonly levers: LeverTable | null;
  /** Whether the recipe's kind needs the concept gate. */
  readonly isKindGated: boolean;
  /** Whether the recipe asks for the concept gate itself. */
  readonly isGateAsked: boolean;
}

export interface CheckedTemplates {
  readonly faults: readonly Fault[];
  /** Templates of known backends, in code-unit order of their names. */
  readonly templates: { readonly [backend: string]: Template };
  /** The backends of those templates. */
  readonly used: readonly BackendRules[];
}

interface Phased {
  readonly backend: BackendRules;
  readonly phase: Phase;
  readonly isWritten: boolean;
}

/** Checks `prompt_templates_by_backend`: backends, fields, placeholders, and that the phases make a pipeline. */
export function checkTemplates(map: Json | undefined, context: TemplateContext): CheckedTemplates {
  const nothing = { templates: {}, used: [] };
  if (map === undefined) return { ...nothing, faults: [] };
  if (!isObject(map)) return { ...nothing, faults: [wrongType('an object', map, path)] };
  const names = Object.keys(map).sort();
  const faults: Fault[] = [];
  const phased: Phased[] = [];
  const templates: { [backend: string]: Template } = {};
  for (const name of names) {
    const template = map[name] as Json;
    const backend = context.backends.get(name);
    if (backend === undefined) {
      faults.push(unknownBackend(name, context.backends));
    } else if (!isObject(template)) {
      faults.push(wrongType('an object', template, [...path, name]));
    } else {
      const { phase: written, ...fields } = template;
      const wrongPhase = checkPhase(written, backend);
      const owner = {
        noun: `a template field of ${name}`,
        unknownCode: 'unknown-template-field',
        levers: context.levers,
      };
      faults.push(...wrongPhase, ...checkFields(fields, backend.templateFields, [...path, name], owner));
      if (wrongPhase.length === 0) {
        const phase = (written as Phase | undefined) ?? defaultPhase(name, names.length);
        phased.push({ backend, phase, isWritten: written !== undefined });
        templates[name] = { phase, isPaid: backend.isPaid, fields };
      }
    }
  }
  // While a template's backend or phase is unknown, what the phases lack cannot be told.
  const isComplete = phased.length === names.length;
  faults.push(...checkConcepts(phased, context.isKindGated));
  if (isComplete) faults.push(...checkPipeline(phased, context));
  return { faults, templates, used: phased.map((item) => item.backend) };
}

function unknownBackend(name: string, backends: ReadonlyMap<string, BackendRules>): Fault {
  const names = [...backends.keys()].sort();
  const hint = didYouMean(name, names) ?? `backends: ${names.join(', ')}`;
  return keyFault('unknown-backend', [...path, name], `${quoted(name)} is not a backend.`, { hint });
}

function checkPhase(written: Json | undefined, backend: BackendRules): readonly Fault[] {
  if (written === undefined) return [];
  const at = [...path, backend.name, 'phase'];
  if (typeof written !== 'string') return [wrongType(anyOf(phases), written, at)];
  if (!phases.some((phase) => phase === written)) {
    const message = `${quoted(written)} is not one of ${anyOf(phases)}.`;
    return [valueFault('not-one-of', at, message, { hint: didYouMean(written, phases) })];
  }
  if (backend.phases.some((phase) => phase === written)) return [];
  const message = `${backend.name} cannot make phase ${written}.`;
  return [valueFault('phase-not-offered', at, message, { hint: `it can make ${anyOf(backend.phases)}` })];
}

function checkConcepts(phased: readonly Phased[], isKindGated: boolean): readonly Fault[] {
  const concepts = phased.filter((item) => makesConcept(item.phase));
  const faults = concepts
    .slice(1)
    .map((item) =>
      phaseFault(
        'two-concepts',
        item,
        `${item.backend.name} makes a concept, and so does ${concepts[0]?.backend.name}: a recipe has one at most.`,
        'give all of them but one "phase": "final"',
      ),
    );
  for (const item of isKindGated ? concepts : []) {
    if (!item.backend.isPaid) continue;
    const message = `${item.backend.name} is paid, and a gated kind's concepts come from a free backend.`;
    faults.push(
      phaseFault(
        'paid-concept',
        item,
        message,
        'a person picks among concepts before money is spent, not after',
      ),
    );
  }
  return faults;
}

/** At the phase where it is written, else at the backend's name. */
function phaseFault(code: string, item: Phased, message: string, hint: string): Fault {
  const at = [...path, item.backend.name];
  if (item.isWritten) return valueFault(code, [...at, 'phase'], message, { hint });
  return keyFault(code, at, `${message} (Without a "phase" it is ${item.phase}.)`, { hint });
}

function checkPipeline(phased: readonly Phased[], context: TemplateContext): readonly Fault[] {
  if (phased.length === 0) {
    const hint = `backends: ${[...context.backends.keys()].sort().join(', ')}`;
    return [keyFault('no-template', path, 'There is no template for any backend.', { hint })];
  }
  const faults: Fault[] = [];
  if (!phased.some((item) => makesFinal(item.phase))) {
    const hint = 'give one template "phase": "final" or "both"';
    faults.push(keyFault('no-final', path, 'No template makes the final picture.', { hint }));
  }
  if (!phased.some((item) => makesConcept(item.phase))) {
    const hint = 'add a template with "phase": "concept", or give one "phase": "both"';
    if (context.isKindGated) {
      const message = 'This kind needs the concept gate, and no template makes a concept.';
      faults.push(valueFault('gate-without-concept', ['kind'], message, { hint }));
    } else if (context.isGateAsked) {
      const message = 'The recipe asks for the concept gate, and no template makes a concept.';
      faults.push(valueFault('gate-without-concept', ['gates'], message, { hint }));
    }
  }
  return faults;
}
