/** Kinds that always meet the concept gate. A project may add to them, nobody can take from them. */
export const alwaysGatedKinds: readonly string[] = ['character.*'];

const kindPattern = /^[a-z0-9_-]+\.[a-z0-9_-]+$/;

/** Whether text is a kind: `<kind>.<sub-kind>`, such as `character.humanoid`. */
export const isKind = (text: string): boolean => text.length <= 64 && kindPattern.test(text);

/** What a kind's form is, for hints. */
export const kindForm = '<kind>.<sub-kind> in lower case, such as character.humanoid';

/**
 * Whether a kind meets the concept gate: it is in the list, or its first segment is, as `<kind>.*`.
 *
 * @example isGatedKind('character.beast', []) // true
 */
export function isGatedKind(kind: string, gatedKinds: readonly string[]): boolean {
  const family = `${kind.split('.')[0]}.*`;
  return [...alwaysGatedKinds, ...gatedKinds].some((gated) => gated === kind || gated === family);
}
