import { shellWord } from '../../domain/source/shell-word.ts';

/**
 * Makes a text's commands such that they can be typed as they stand: the program by the name that works here, and the
 * project that this command was given. A command begins after a back-tick, a bracket, a colon, a comma or "then", and
 * goes to the end of that piece; what it quotes is part of it, and so is the comma between the values of a lever.
 *
 * @example asTyped('npx art', 'demo')('next: art review') // 'next: npx art review --project demo'
 */
export function asTyped(programName: string, project: string | null): (text: string) => string {
  const flag = project === null ? '' : ` --project ${shellWord(project)}`;
  return (text) =>
    text.replace(
      /(^|[`(:,] ?|then )art ([a-z](?:'[^'\n]*'|[^`)\n])*?)(?=[`)]|,(?:\s|$)|$| {2,})/gm,
      (_, before: string, command: string) => `${before}${programName} ${command}${flag}`,
    );
}
