import { type Node, parseTree } from 'jsonc-parser';
import type { Json } from '../canonical-json.ts';

/** Characters to replace, in UTF-16 units of the whole text. */
export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly content: string;
}

/**
 * Edits of a recipe's text that leave every other character as it was written: spacing, order and escapes are a
 * person's, and nothing that they did not ask for may show up in a diff. The texts were read by `parseJson` before, so
 * one without a tree is a bug and throws.
 */
export function removeMember(text: string, key: string): string {
  const { root, shift } = treeOf(text);
  const members = root.children ?? [];
  const at = members.findIndex((member) => member.children?.[0]?.value === key);
  const member = members[at];
  if (member === undefined) return text;
  const before = members[at - 1];
  const next = members[at + 1];
  // With what parts it from its neighbour: the one before, else the one after.
  const start = before === undefined ? member.offset : before.offset + before.length;
  const end = before === undefined && next !== undefined ? next.offset : member.offset + member.length;
  return applyEdits(text, [{ offset: start + shift, length: end - start, content: '' }]);
}

/** The text with another value for a member of the document; a member that is not there is a bug and throws. */
export function replaceMember(text: string, key: string, value: Json): string {
  const { root, shift } = treeOf(text);
  const member = (root.children ?? []).find((one) => one.children?.[0]?.value === key);
  const node = member?.children?.[1];
  if (node === undefined) throw new Error(`there is no "${key}" to replace`);
  return applyEdits(text, [
    { offset: node.offset + shift, length: node.length, content: JSON.stringify(value) },
  ]);
}

/**
 * The text with a new member behind another one, on a line of its own where the other has one. A member that is there
 * already gets the value instead.
 */
export function insertMember(text: string, after: string, key: string, value: Json): string {
  const { root, shift } = treeOf(text);
  const members = root.children ?? [];
  if (members.some((one) => one.children?.[0]?.value === key)) return replaceMember(text, key, value);
  const anchor = members.find((one) => one.children?.[0]?.value === after) ?? members[0];
  if (anchor === undefined) throw new Error('the document has no member to write behind');
  const start = anchor.offset + shift;
  // The indent of its line, if it begins one.
  const indent = /(?:^|\r?\n)[ \t]*$/.exec(text.slice(0, start))?.[0] ?? ' ';
  const content = `,${indent}${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  return applyEdits(text, [{ offset: start + anchor.length, length: 0, content }]);
}

/** The text with every string value that is exactly `from` replaced; keys stay. */
export function replaceStrings(text: string, from: string, to: string): string {
  const { root, shift } = treeOf(text);
  const edits: TextEdit[] = [];
  const walk = (node: Node): void => {
    const children = node.type === 'property' ? node.children?.slice(1) : node.children;
    for (const child of children ?? []) walk(child);
    if (node.type === 'string' && node.value === from)
      edits.push({ offset: node.offset + shift, length: node.length, content: JSON.stringify(to) });
  };
  walk(root);
  return applyEdits(text, edits);
}

/** Edits that do not overlap, in any order. */
function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let edited = text;
  for (const { offset, length, content } of [...edits].sort((a, b) => b.offset - a.offset))
    edited = edited.slice(0, offset) + content + edited.slice(offset + length);
  return edited;
}

/** The tree of a text, and how far its offsets lie before those of the text: a byte order mark is no part of it. */
function treeOf(text: string): { readonly root: Node; readonly shift: number } {
  const shift = text.startsWith('\ufeff') ? 1 : 0;
  const root = parseTree(text.slice(shift));
  if (root?.type !== 'object') throw new Error('the text is not a JSON object');
  return { root, shift };
}
