/** Money is a whole number of millionths of a US dollar: 25 dollars are 25,000,000. */
const microPerUsd = 1_000_000;

/** Largest amount that is read, in US dollars. Sums of a few thousand of them stay exact. */
export const mostUsd = 1_000_000;

/**
 * An amount as a person types it, in micro-USD; `null` for what is none. The digits are read as they stand: no
 * fraction of a binary number takes part, so that 0.07 is 70,000 exactly. At most six places and 1,000,000 dollars.
 *
 * @example parseUsd('1.50') // 1_500_000
 * @example parseUsd('$.05') // 50_000
 */
export function parseUsd(text: string): number | null {
  const [, whole = '', places = ''] = /^\$?(?=\.?[0-9])([0-9]{0,7})(?:\.([0-9]{1,6}))?$/.exec(text) ?? [];
  if (whole === '' && places === '') return null;
  const micro = Number(whole) * microPerUsd + Number(places.padEnd(6, '0'));
  return micro <= mostUsd * microPerUsd ? micro : null;
}

/**
 * Micro-USD for a person: at least the cents, and whatever more there is.
 *
 * @example usdText(1_500_000) // '$1.50'
 * @example usdText(17_300) // '$0.0173'
 */
export function usdText(microUsd: number): string {
  const places = String(microUsd % microPerUsd).padStart(6, '0');
  return `$${Math.floor(microUsd / microPerUsd)}.${places.slice(0, 2)}${places.slice(2).replace(/0+$/, '')}`;
}
