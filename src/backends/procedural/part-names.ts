/**
 * The values of a lever that names the parts of a folder: those of `first`, the very first being what is drawn when
 * nothing is said, then the other parts in the order of the alphabet. `first` may have words that are no parts: `none`.
 */
export function partNames<Part extends string, First extends string>(
  parts: { readonly [P in Part]: unknown },
  ...first: readonly [First, ...First[]]
): readonly [First | Part, ...(First | Part)[]] {
  const known: readonly string[] = first;
  return [...first, ...(Object.keys(parts) as Part[]).filter((name) => !known.includes(name))];
}
