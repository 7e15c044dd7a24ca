/** Levers of figures. The first value of each is what it draws when nothing is said. */
export const figureLevers = {
  hair: ['short', 'long', 'ponytail', 'mohawk', 'hood'],
  hair_color: ['red', 'blond', 'black', 'white'],
  armor: ['tunic', 'leather', 'plate', 'robe'],
  weapon: ['none', 'sword', 'axe', 'spear', 'staff'],
} as const;

export const materials = ['stone', 'bronze', 'ice'] as const;

export type Look = { readonly [L in keyof typeof figureLevers]: (typeof figureLevers)[L][number] };
export type Material = (typeof materials)[number];
