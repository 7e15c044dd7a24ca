/** What this backend understands. The first value of each is what it draws when nothing is said. */
export const figureLevers = {
  hair: ['short', 'long', 'ponytail', 'mohawk', 'hood'],
  hair_color: ['red', 'blond', 'black', 'white'],
  armor: ['tunic', 'leather', 'plate', 'robe'],
  weapon: ['none', 'sword', 'axe', 'spear', 'staff'],
} as const;

export const materials = ['stone', 'bronze', 'ice'] as const;

export type LeverName = keyof typeof figureLevers;
export type Look = { readonly [L in LeverName]: (typeof figureLevers)[L][number] };
export type Material = (typeof materials)[number];

export const leverNames = Object.keys(figureLevers) as readonly LeverName[];

/** Kinds that it draws. A statue is a figure in one material on a plinth, and takes the lever `material` too. */
export const kinds = ['character.humanoid', 'object.prop'] as const;
export type Kind = (typeof kinds)[number];

export const isKind = (kind: string): kind is Kind => (kinds as readonly string[]).includes(kind);

/** Every lever of a kind with the values that can be drawn. */
export function leversOf(kind: Kind): { readonly [lever: string]: readonly string[] } {
  return kind === 'object.prop' ? { ...figureLevers, material: materials } : figureLevers;
}
