import { failure } from '../domain/failure.ts';
import { fail, ok } from '../domain/result.ts';
import { paletteFormat, parsePalette } from '../pixels/palette-file.ts';
import { mapToPalette } from '../pixels/palette.ts';
import type { Stage } from '../ports/stage.ts';

const defaultStrength = 0.5;

/** Brings every visible pixel to the nearest colour of the recipe's palette file. Sprites stay as they are. */
const palette: Stage = {
  apiVersion: 1,
  name: 'palette',
  version: 1,
  title: 'Fixed palette',
  params: {
    dither: {
      rule: { type: 'string', oneOf: ['none', 'bayer'] },
      doc: 'How colours between two entries are shown: "none" takes the nearest, "bayer" mixes by an 8x8 pattern.',
    },
    strength: {
      rule: { type: 'number', min: 0, max: 1 },
      doc: `How strongly "bayer" mixes, 0 to 1; ${defaultStrength} when left out.`,
    },
  },
  readsLocked: ['palette'],
  run(piece, params, locked, files) {
    const path = typeof locked['palette'] === 'string' ? locked['palette'] : '';
    const unusable = (line: number | null, why: string) =>
      fail(failure('palette-unusable', { path: path === '' ? 'of this recipe' : path, line, why }));
    if (path === '') return unusable(null, 'locked_fields.palette names no file');
    const format = paletteFormat(path);
    if (format === null) return unusable(null, 'its name does not end in .hex, .gpl or .pal');
    const text = files.text(path);
    if (text === null) return unusable(null, 'there is no such file among the files of the recipe');
    const colours = parsePalette(text, format);
    if (!colours.ok)
      return unusable(colours.failure[0]?.line ?? null, colours.failure[0]?.what ?? 'it is empty');
    const picture = mapToPalette(piece.picture, colours.value, {
      dither: params['dither'] === 'bayer' ? 'bayer' : 'none',
      strength: typeof params['strength'] === 'number' ? params['strength'] : defaultStrength,
    });
    return ok({ ...piece, picture });
  },
};

export default palette;
