// Names of files that `npm run gen` makes names in code and values of levers from.

/** Values that levers have without a file. */
const taken: ReadonlySet<string> = new Set(['any', 'none']);

/** Words that cannot name an import. */
const words: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** What is wrong with the name of a part, as an end of a sentence; `null` if nothing is. */
export function partFault(name: string): string | null {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    return 'has no name like iron-cap.ts: a-z, 0-9 and - in between';
  if (taken.has(name)) return `has the name of a value that levers have anyway: ${[...taken].join(', ')}`;
  if (words.has(name)) return 'has a name that is a word of TypeScript';
  return null;
}

/** What is wrong with the id of a kind in a file, as an end of a sentence; `null` if nothing is. */
export function kindFault(name: string, kind: unknown): string | null {
  if (typeof kind !== 'string') return 'exports no `kind` with its id';
  if (!/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/.test(kind))
    return `draws "${kind}": ids have two parts in lower case, such as object.tree`;
  return kind.replace('.', '-') === name ? null : `draws ${kind}: call it ${kind.replace('.', '-')}.ts`;
}
