import type { Palette } from './palette.ts';

export type PaletteFormat = 'hex' | 'gpl' | 'pal';

/** A fault in a palette file; `line` counts from 1. */
export interface PaletteFault {
  readonly line: number;
  readonly what: string;
}

export type PaletteAnswer =
  | { readonly ok: true; readonly value: Palette }
  | { readonly ok: false; readonly failure: readonly PaletteFault[] };

/** Entries that a palette may have at most. */
export const maxPaletteEntries = 1024;

/** The format that a file name tells; `null` for another ending. */
export function paletteFormat(path: string): PaletteFormat | null {
  const ending = /\.(hex|gpl|pal)$/i.exec(path)?.[1]?.toLowerCase();
  return (ending as PaletteFormat | undefined) ?? null;
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * Reads a palette: Lospec `.hex` (one `rrggbb` a line), GIMP `.gpl` or JASC `.pal`. All faults are told at once.
 * Colours that stand twice are kept twice: places in the file stay places in the palette.
 *
 * @example parsePalette('1a1c2c\n5d275d\n', 'hex') // { ok: true, value: [0x1a1c2c, 0x5d275d] }
 */
export function parsePalette(text: string, format: PaletteFormat): PaletteAnswer {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((line, i) => ({ number: i + 1, text: line.trim() }));
  const faults: PaletteFault[] = [];
  const colours: number[] = [];
  const wrong = (line: number, what: string): void => void faults.push({ line, what });
  const readers: Record<PaletteFormat, () => void> = {
    hex: () => readHex(lines, colours, wrong),
    gpl: () => readGpl(lines, colours, wrong),
    pal: () => readPal(lines, colours, wrong),
  };
  readers[format]();
  if (faults.length === 0 && colours.length === 0) wrong(1, 'there is no colour in it');
  if (colours.length > maxPaletteEntries) {
    wrong(1, `it has ${colours.length} colours, more than ${maxPaletteEntries}`);
  }
  return faults.length > 0 ? { ok: false, failure: faults } : { ok: true, value: colours };
}

type Wrong = (line: number, what: string) => void;

function readHex(lines: readonly Line[], colours: number[], wrong: Wrong): void {
  for (const { number, text } of lines) {
    if (text === '') continue;
    if (/^[0-9a-f]{6}$/i.test(text)) colours.push(Number.parseInt(text, 16));
    else wrong(number, 'a colour is six hex digits, as in 1a1c2c');
  }
}

function readGpl(lines: readonly Line[], colours: number[], wrong: Wrong): void {
  if (lines[0]?.text !== 'GIMP Palette') wrong(1, 'the first line is "GIMP Palette"');
  for (const { number, text } of lines.slice(1)) {
    if (text === '' || text.startsWith('#') || /^(Name|Columns):/.test(text)) continue;
    pushTriple(text.split(/\s+/).slice(0, 3), number, colours, wrong);
  }
}

function readPal(lines: readonly Line[], colours: number[], wrong: Wrong): void {
  if (lines[0]?.text !== 'JASC-PAL') wrong(1, 'the first line is "JASC-PAL"');
  if (lines[1]?.text !== '0100') wrong(2, 'the second line is "0100"');
  const count = lines[2]?.text ?? '';
  const isCount = /^[0-9]{1,6}$/.test(count);
  if (!isCount) wrong(3, 'the third line is the number of colours');
  let found = 0;
  for (const { number, text } of lines.slice(3)) {
    if (text === '') continue;
    found += 1;
    pushTriple(text.split(/\s+/), number, colours, wrong);
  }
  if (isCount && Number(count) !== found) wrong(3, `it says ${count} colours and lists ${found}`);
}

function pushTriple(parts: readonly string[], line: number, colours: number[], wrong: Wrong): void {
  const isByte = (part: string): boolean => /^[0-9]{1,3}$/.test(part) && Number(part) <= 255;
  const [r, g, b] = parts;
  if (parts.length !== 3 || !parts.every(isByte))
    wrong(line, 'a colour is three numbers from 0 to 255: red green blue');
  else colours.push(Number(r) * 65536 + Number(g) * 256 + Number(b));
}
