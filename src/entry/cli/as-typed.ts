/**
 * Makes a text's commands such that they can be typed as they stand: the program by the name that works here, and the
 * project that this command was given. A command begins after a back-tick, a bracket, a colon, a comma or "then", and
 * goes to the end of that piece.
 *
 * @example asTyped('npx art', 'demo')('next: art review') // 'next: npx art review --project demo'
 */
export function asTyped(programName: string, project: string | null): (text: string) => string {
  const flag =
    project === null ? '' : ` --project ${/^[\w./~-]+$/.test(project) ? project : quoted(project)}`;
  return (text) =>
    text.replace(
      /(^|[`(:,] ?|then )art ([a-z][^`,)]*?)(?=[`,)]|$| {2,})/gm,
      (_, before: string, command: string) => `${before}${programName} ${command}${flag}`,
    );
}

/** One word of a shell: nothing in it is acted on. */
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
