import type { Json } from '../canonical-json.ts';
import type { Span } from '../source/parse-json.ts';
import type { JsonObject } from './fault.ts';
import { isObject } from './fault.ts';
import type { FieldTable } from './field.ts';
import type { LeverBinding } from './recipe.ts';

/** A piece of a template text: words as they are, or the name of a lever. Places are in UTF-16 units. */
export type TemplatePart =
  | { readonly type: 'words'; readonly text: string }
  | { readonly type: 'lever'; readonly name: string; readonly span: Span };

/** A brace that neither opens nor closes a placeholder. */
export interface StrayBrace {
  readonly brace: '{' | '}';
  readonly span: Span;
}

export interface TemplateText {
  readonly parts: readonly TemplatePart[];
  readonly strayBraces: readonly StrayBrace[];
}

/**
 * Takes a template text apart. `{lever}` stands for a lever's value, `{{` for `{` and `}}` for `}`.
 *
 * @example parseTemplate('a {hair} {{x}}').parts // words "a ", lever "hair", words " {x}"
 */
export function parseTemplate(text: string): TemplateText {
  const parts: TemplatePart[] = [];
  const strayBraces: StrayBrace[] = [];
  let words = '';
  let at = 0;
  while (at < text.length) {
    const character = text[at] as string;
    if (character !== '{' && character !== '}') {
      words += character;
      at += 1;
    } else if (text[at + 1] === character) {
      words += character;
      at += 2;
    } else {
      const name = character === '{' ? /^[^{}]*(?=\})/.exec(text.slice(at + 1))?.[0] : undefined;
      if (name === undefined) {
        strayBraces.push({ brace: character, span: { start: at, length: 1 } });
        words += character;
        at += 1;
      } else {
        if (words !== '') parts.push({ type: 'words', text: words });
        words = '';
        parts.push({ type: 'lever', name, span: { start: at, length: name.length + 2 } });
        at += name.length + 2;
      }
    }
  }
  if (words !== '') parts.push({ type: 'words', text: words });
  return { parts, strayBraces };
}

/** The names of the levers that a template text holds, each once, in order of their first use. */
export function leversIn(text: string): readonly string[] {
  const { parts } = parseTemplate(text);
  return [...new Set(parts.flatMap((part) => (part.type === 'lever' ? [part.name] : [])))];
}

/**
 * Template text with the binding's values put in. One pass: braces inside a value stay what they are.
 * The recipe was checked before, so a placeholder without a value is a bug and throws.
 *
 * @example fillTemplate('a {mood} skald', { mood: 'stoic' }) // 'a stoic skald'
 */
export function fillTemplate(text: string, binding: LeverBinding): string {
  return parseTemplate(text)
    .parts.map((part) => {
      if (part.type === 'words') return part.text;
      if (!Object.hasOwn(binding, part.name)) throw new Error(`no value for the placeholder {${part.name}}`);
      return binding[part.name] as string;
    })
    .join('');
}

/**
 * Template text with the values put in that there are; other placeholders stay as they are written. For people who
 * work on a prompt and have not chosen everything yet.
 *
 * @example fillPartly('a {mood} {hair} skald', { mood: 'stoic' }) // 'a stoic {hair} skald'
 */
const fillPartly = (text: string, binding: LeverBinding): string =>
  parseTemplate(text)
    .parts.map((part) => {
      if (part.type === 'words') return part.text;
      return Object.hasOwn(binding, part.name) ? (binding[part.name] as string) : `{${part.name}}`;
    })
    .join('');

/** A prompt of a template, by the field that holds it. */
export interface Prompt {
  readonly field: string;
  readonly text: string;
}

/** The template texts of a backend's template with the values of a binding, or a part of one, put in. */
export const promptsOf = (fields: JsonObject, table: FieldTable, binding: LeverBinding): readonly Prompt[] =>
  Object.entries(fields).flatMap(([field, value]) => {
    const known = Object.hasOwn(table, field) ? table[field] : undefined;
    if (known?.rule.type === 'object' && isObject(value)) {
      const inner = promptsOf(value, known.rule.fields, binding);
      return inner.map((prompt) => ({ ...prompt, field: `${field}.${prompt.field}` }));
    }
    if (known?.isTemplate !== true || typeof value !== 'string') return [];
    return [{ field, text: fillPartly(value, binding) }];
  });

/** A backend's template with all its template texts filled in; the other fields as they are. */
export function fillFields(fields: JsonObject, table: FieldTable, binding: LeverBinding): JsonObject {
  const filled: [string, Json][] = Object.entries(fields).map(([name, value]) => {
    const field = Object.hasOwn(table, name) ? table[name] : undefined;
    if (field?.isTemplate === true && typeof value === 'string') return [name, fillTemplate(value, binding)];
    if (field?.rule.type === 'object' && isObject(value)) {
      return [name, fillFields(value, field.rule.fields, binding)];
    }
    return [name, value];
  });
  return Object.fromEntries(filled);
}
