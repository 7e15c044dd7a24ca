import { didYouMean } from '../source/nearest.ts';
import type { JsonPath, Span } from '../source/parse-json.ts';
import { firstUnprintable } from '../source/printable.ts';
import { anyOf, type Fault, quoted, valueFault } from './fault.ts';
import type { FieldRule } from './field.ts';

/** Lever names and their legal values. */
export type LeverTable = { readonly [name: string]: readonly string[] };

export type TextRule = Extract<FieldRule, { readonly type: 'string' }>;

/** Checks a text in which nothing is filled in: printable, and as its rule says. */
export function checkText(value: string, rule: TextRule, path: JsonPath): readonly Fault[] {
  const bad = firstUnprintable(value);
  if (bad !== null) return [controlCharacter(path, bad)];
  const why = textFault(value, rule);
  return why === null ? [] : [valueFault(why.code, path, why.message, { hint: why.hint })];
}

export const controlCharacter = (path: JsonPath, span: Span): Fault =>
  valueFault('control-character', path, 'A control character or an invisible one may not stand here.', {
    span,
  });

/** Why a text does not keep a rule; `null` when it does. */
export function textFault(
  value: string,
  rule: TextRule,
): { readonly code: string; readonly message: string; readonly hint?: string | undefined } | null {
  if (rule.oneOf !== undefined && !rule.oneOf.includes(value)) {
    const message = `${quoted(value)} is not one of ${anyOf(rule.oneOf)}.`;
    return { code: 'not-one-of', message, hint: didYouMean(value, rule.oneOf) };
  }
  if (rule.maxLength !== undefined && value.length > rule.maxLength) {
    return {
      code: 'too-long',
      message: `${value.length} characters, at most ${rule.maxLength} are allowed.`,
    };
  }
  if (rule.pattern !== undefined && !new RegExp(rule.pattern, 'u').test(value)) {
    return { code: 'wrong-form', message: `${quoted(value)} does not have the form ${rule.pattern}` };
  }
  return value === '' && rule.oneOf === undefined
    ? { code: 'empty-text', message: 'The text is empty.' }
    : null;
}
