/** A line that git leaves in a file that it could not merge. */
export interface ConflictMarker {
  readonly offset: number;
  readonly length: number;
  readonly name: string;
}

// Not ^ and $: those also stand at U+2028, which may be written inside a string.
const markerLine = /(?<![^\r\n])(<{7}|={7}|>{7}|\|{7})(?: [^\r\n]*)?(?![^\r\n])/g;
const names: { readonly [sign: string]: string } = {
  '<': 'conflict marker (<<<<<<<)',
  '=': 'conflict marker (=======)',
  '>': 'conflict marker (>>>>>>>)',
  '|': 'conflict marker (|||||||)',
};

/** Every conflict marker in a text. A JSON string holds no line end, so such a line is never part of a value. */
export function conflictMarkers(text: string): readonly ConflictMarker[] {
  return Array.from(text.matchAll(markerLine), (found) => ({
    offset: found.index,
    length: found[0].length,
    name: names[found[0][0] ?? ''] ?? 'conflict marker',
  }));
}
