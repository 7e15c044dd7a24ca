import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../canonical-json.ts';
import { insertMember, removeMember, replaceMember, replaceStrings } from './edit-text.ts';

/** White space as people leave it, line ends of both kinds. */
const space = fc.stringMatching(/^[ \t]{0,2}(\r?\n)?[ \t]{0,4}$/);
const value: fc.Arbitrary<Json> = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.dictionary(fc.string({ minLength: 1 }), fc.string(), { maxKeys: 3 }),
) as fc.Arbitrary<Json>;

/** An object's text in pieces: brackets, and members with the white space and commas about them. */
const document = fc
  .record({
    names: fc.uniqueArray(fc.constantFrom('recipe_id', 'kind', 'draft', 'title', 'a "b"', 'é'), {
      minLength: 1,
      maxLength: 6,
    }),
    values: fc.array(value, { minLength: 6, maxLength: 6 }),
    spaces: fc.array(fc.tuple(space, space, space, space), { minLength: 6, maxLength: 6 }),
    bom: fc.constantFrom('', '\ufeff'),
    end: space,
  })
  .map(({ names, values, spaces, bom, end }) => {
    const members = names.map((name, i) => {
      const [before, after, colon, comma] = spaces[i] ?? ['', '', '', ''];
      const key = JSON.stringify(name);
      return { name, text: `${key}${colon}:${after}${JSON.stringify(values[i])}`, before, comma };
    });
    const body = members.map(({ text, before, comma }) => `${before}${text}${comma}`).join(',');
    return { text: `${bom}{${body}}${end}`, members, head: bom, end };
  });

const parsed = (text: string): Record<string, Json> =>
  JSON.parse(text.replace(/^\ufeff/, '')) as Record<string, Json>;

describe('an edit of a recipe’s text', () => {
  it('takes a member out and leaves every other character where it was', () => {
    fc.assert(
      fc.property(document, ({ text, members }) => {
        for (const { name } of members) {
          const edited = removeMember(text, name);
          const { [name]: _gone, ...rest } = parsed(text);
          expect(parsed(edited)).toEqual(rest);
          expect(Object.keys(parsed(edited))).toEqual(Object.keys(rest));
          // One piece is gone, and what is left is the rest of the text, character for character.
          const [start, end] = commonEnds(text, edited);
          expect(start + end).toBeGreaterThanOrEqual(edited.length);
          for (const other of members) if (other.name !== name) expect(edited).toContain(other.text);
        }
      }),
    );
  });

  it('leaves a text without that member as it is', () => {
    fc.assert(
      fc.property(document, ({ text }) => {
        expect(removeMember(text, 'no such member')).toBe(text);
        expect(replaceStrings(text, 'no such text \u0001', 'x')).toBe(text);
      }),
    );
  });

  it('replaces a value and nothing about it', () => {
    fc.assert(
      fc.property(document, value, ({ text, members }, fresh) => {
        for (const { name, text: own } of members) {
          const edited = replaceMember(text, name, fresh);
          const colon = own.slice(0, own.length - JSON.stringify(parsed(text)[name]).length);
          expect(edited).toBe(text.replace(own, () => colon + JSON.stringify(fresh)));
          expect(parsed(edited)).toEqual({ ...parsed(text), [name]: fresh });
        }
      }),
    );
  });

  it('puts a member in, and taking it out again gives the text back', () => {
    fc.assert(
      fc.property(document, fc.boolean(), ({ text, members }, fresh) => {
        const after = members[0]?.name ?? '';
        const edited = insertMember(text, after, 'new one', fresh);
        expect(parsed(edited)).toEqual({ ...parsed(text), 'new one': fresh });
        expect(removeMember(edited, 'new one')).toBe(text);
      }),
    );
  });

  it('takes out "draft" whatever it is written as', () => {
    expect(removeMember('{\n  "a": 1,\n  "draft": true,\n  "b": 2\n}\n', 'draft')).toBe(
      '{\n  "a": 1,\n  "b": 2\n}\n',
    );
    expect(removeMember('{\n  "draft": true,\n  "b": 2\n}\n', 'draft')).toBe('{\n  "b": 2\n}\n');
    expect(removeMember('{"a": 1, "dr\\u0061ft": true}', 'draft')).toBe('{"a": 1}');
    // Not a draft of its own: one further in.
    expect(removeMember('{"a": {"draft": true}}', 'draft')).toBe('{"a": {"draft": true}}');
  });

  it('writes a new member as its neighbour stands: on a line of its own, or beside it', () => {
    expect(insertMember('{\r\n\t"a": 1\r\n}', 'a', 'draft', true)).toBe(
      '{\r\n\t"a": 1,\r\n\t"draft": true\r\n}',
    );
    expect(insertMember('{"a": 1}', 'a', 'draft', true)).toBe('{"a": 1, "draft": true}');
    expect(insertMember('{"a": 1, "draft": false}', 'a', 'draft', true)).toBe('{"a": 1, "draft": true}');
  });

  it('replaces a path wherever it is a value, and never a key or a part of a text', () => {
    const text = '{"p.hex": 1, "palette": "p.hex", "n": ["p.hex", "my p.hex"], "o": {"x": "p.he\\u0078"}}';
    expect(replaceStrings(text, 'p.hex', 'q.hex')).toBe(
      '{"p.hex": 1, "palette": "q.hex", "n": ["q.hex", "my p.hex"], "o": {"x": "q.hex"}}',
    );
  });
});

/** How many characters two texts share at the beginning and at the end. */
function commonEnds(a: string, b: string): [number, number] {
  let start = 0;
  while (start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < b.length && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return [start, end];
}
