/** The values of a lever that names the parts of a folder: `first`, which is drawn when nothing is said, and the rest. */
export const named = <Part extends string>(
  parts: { readonly [P in Part]: unknown },
  first: NoInfer<Part>,
): readonly [Part, ...Part[]] => [first, ...(Object.keys(parts) as Part[]).filter((name) => name !== first)];
