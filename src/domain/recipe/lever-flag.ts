/** The flag of a lever. @example flagOfLever('hair_color') // '--hair-color' */
export const flagOfLever = (lever: string): string => `--${lever.replaceAll('_', '-')}`;

/**
 * The lever name that a flag would have, dashes in front or not; the lever need not exist.
 *
 * @example leverOfFlag('--hair-color') // 'hair_color'
 */
export const leverOfFlag = (flag: string): string => flag.replace(/^--/, '').replaceAll('-', '_');
