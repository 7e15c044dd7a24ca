import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillFields, fillTemplate, leversIn, parseTemplate } from './fill-template.ts';

describe('fillTemplate', () => {
  it('puts values in and writes doubled braces once', () => {
    expect(fillTemplate('a {mood} skald, {hair} hair, {mood}', { mood: 'grim', hair: 'red' })).toBe(
      'a grim skald, red hair, grim',
    );
    expect(fillTemplate('{{mood}} {{{mood}}} }}{{', { mood: 'grim' })).toBe('{mood} {grim} }{');
    expect(fillTemplate('', {})).toBe('');
  });

  it('never reads a value as a template', () => {
    expect(fillTemplate('{a}{b}', { a: '{b}', b: '{{a}}' })).toBe('{b}{{a}}');
  });

  it('throws where a placeholder has no value, inherited names included', () => {
    expect(() => fillTemplate('{hair}', {})).toThrow('{hair}');
    expect(() => fillTemplate('{constructor}', {})).toThrow('{constructor}');
  });

  it('gives back any words whose braces are doubled', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (words) => {
        const escaped = words.replaceAll('{', '{{').replaceAll('}', '}}');
        expect(fillTemplate(escaped, {})).toBe(words);
        expect(parseTemplate(escaped).strayBraces).toEqual([]);
        expect(leversIn(escaped)).toEqual([]);
      }),
    );
  });

  it('accounts for every character once', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', 'a', ' ') }), (text) => {
        const { parts, strayBraces } = parseTemplate(text);
        for (const part of parts) {
          if (part.type !== 'lever') continue;
          expect(text.slice(part.span.start, part.span.start + part.span.length)).toBe(`{${part.name}}`);
        }
        for (const { brace, span } of strayBraces) expect(text[span.start]).toBe(brace);
      }),
    );
  });
});

describe('fillFields', () => {
  it('fills template texts alone, in depth', () => {
    const table = {
      prompt: { rule: { type: 'string' }, isTemplate: true, doc: '' },
      route: { rule: { type: 'string' }, doc: '' },
      inner: {
        rule: { type: 'object', fields: { note: { rule: { type: 'string' }, isTemplate: true, doc: '' } } },
        doc: '',
      },
      steps: { rule: { type: 'integer' }, doc: '' },
    } as const;
    const fields = { prompt: '{a} {{', route: '/x/{a}', inner: { note: '{a}', other: '{a}' }, steps: 3 };
    expect(fillFields(fields, table, { a: 'A' })).toEqual({
      prompt: 'A {',
      route: '/x/{a}',
      inner: { note: 'A', other: '{a}' },
      steps: 3,
    });
  });
});
