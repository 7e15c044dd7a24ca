/** Levers of people whose values are no files. The first value of each is drawn when nothing is said. */
export const plainLevers = {
  body: ['any', 'average', 'broad', 'slim', 'small'],
  skin: ['any', 'pale', 'rosy', 'tan', 'brown', 'deep', 'green'],
  hair_color: ['red', 'blond', 'black', 'white', 'brown', 'teal'],
  armor_color: ['any', 'red', 'blue', 'green', 'yellow', 'purple', 'teal', 'white', 'grey', 'black'],
} as const;

/** What is asked for. Values of the levers below name a file each: `sword` is `weapons/sword.ts`. */
export type Look = { readonly [L in keyof typeof plainLevers]: (typeof plainLevers)[L][number] } & {
  readonly hair: string;
  readonly headgear: string;
  readonly armor: string;
  readonly weapon: string;
  readonly shield: string;
  readonly cape: string;
};
