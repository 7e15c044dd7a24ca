import { didYouMean } from '../source/nearest.ts';
import type { JsonPath } from '../source/parse-json.ts';
import { firstUnprintable } from '../source/printable.ts';
import { controlCharacter, type LeverTable, textFault, type TextRule } from './check-text.ts';
import { type Fault, quoted, valueFault } from './fault.ts';
import { fillTemplate, leversIn, parseTemplate } from './fill-template.ts';
import { bindingsOf } from './lever-space.ts';
import type { LeverBinding } from './recipe.ts';

/** So many bindings of the levers in one text are tried against its rule; a wider text is tried as far as that. */
const mostTried = 4096;

/**
 * Checks a text with placeholders: every placeholder names a lever, every brace is closed, and what comes out
 * keeps the field's rule for all values of the levers in it.
 */
export function checkTemplateText(
  text: string,
  rule: TextRule,
  path: JsonPath,
  levers: LeverTable | null,
): readonly Fault[] {
  // Prompts may be written over several lines.
  const bad = firstUnprintable(text.replace(/[\n\t]/g, ' '));
  if (bad !== null) return [controlCharacter(path, bad)];

  const { parts, strayBraces } = parseTemplate(text);
  const faults = strayBraces.map(({ brace, span }) =>
    valueFault('stray-brace', path, `This ${brace} belongs to no placeholder.`, {
      span,
      hint: `write ${brace}${brace} for a brace in the text`,
    }),
  );
  if (levers === null) return faults;
  for (const part of parts) {
    if (part.type === 'words' || Object.hasOwn(levers, part.name)) continue;
    const names = Object.keys(levers);
    const known = names.length === 0 ? 'the recipe has no levers' : `levers: ${names.join(', ')}`;
    const message = `{${part.name}} is not a lever of this recipe.`;
    const hint = didYouMean(part.name.trim(), names) ?? `${known}; write {{ for a brace`;
    faults.push(valueFault('unknown-placeholder', path, message, { span: part.span, hint }));
  }
  return faults.length > 0 ? faults : checkOutcomes(text, rule, path, levers);
}

function checkOutcomes(text: string, rule: TextRule, path: JsonPath, levers: LeverTable): readonly Fault[] {
  const used = leversIn(text);
  let tried = 0;
  for (const binding of bindingsOf(Object.fromEntries(used.map((name) => [name, levers[name] ?? []])))) {
    const why = textFault(fillTemplate(text, binding), rule);
    if (why !== null) {
      const message = used.length === 0 ? why.message : `With ${inFlags(binding)}: ${why.message}`;
      return [valueFault(why.code, path, message, { hint: why.hint })];
    }
    tried += 1;
    if (tried >= mostTried) break;
  }
  return [];
}

const inFlags = (binding: LeverBinding): string =>
  Object.entries(binding)
    .map(([name, value]) => `${name} ${quoted(value)}`)
    .join(', ');
