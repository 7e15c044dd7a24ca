import { altText, captionsOf, type Caption, type Captions } from '../domain/contact-sheet/caption.ts';
import type { ContactEntry } from '../domain/contact-sheet/entry.ts';
import { failure } from '../domain/failure.ts';
import type { Sha256 } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { captionLines, drawContactPage, type ContactCell, type InkedLine } from '../pixels/contact-page.ts';
import type { ContactGround } from '../pixels/contact-ground.ts';
import {
  gap,
  margin,
  planContactSheet,
  scaleIn,
  type ContactPlan,
  type PixelSize,
} from '../pixels/contact-plan.ts';
import { encodePng } from '../pixels/png.ts';
import { readPngHeader } from '../pixels/png-header.ts';
import type { ProjectFiles } from '../ports/files.ts';
import { defaultMaxPixels, type PictureDecoder } from '../ports/picture-decoder.ts';
import { contactHtml } from './contact-html.ts';

export interface PictureWorld {
  readonly files: ProjectFiles;
  readonly sha256: Sha256;
  readonly decoder: PictureDecoder;
}

/** A picture's place on a sheet: its size, or why it cannot be shown. */
export type ContactPicture =
  | { readonly kind: 'picture'; readonly size: PixelSize; readonly bytes: number; readonly scale: number }
  | { readonly kind: 'fault'; readonly fault: string };

export interface ContactSheet {
  readonly entries: readonly ContactEntry[];
  readonly captions: Captions;
  readonly pictures: readonly ContactPicture[];
  readonly plan: ContactPlan;
  readonly ground: ContactGround;
}

export interface SheetRequest {
  /** `null`: as large as lets all be on one page. */
  readonly scale: number | null;
  readonly ground: ContactGround;
}

/** A page of more than this is not drawn: 32 Mpx, 128 MB. */
const mostPagePixels = 32 * 1024 * 1024;
/** A page of HTML takes no more pictures than this: browsers stay quick, and chats and mails take the file. */
const mostHtmlBytes = 12 * 1024 * 1024;
const mostHtmlPictures = 250;

/**
 * Looks at every picture, one at a time, and settles how the sheet is laid out. A picture that is missing or is not the
 * recorded one keeps its place, and its cell says so.
 */
export async function layOutContactSheet(
  world: PictureWorld,
  entries: readonly ContactEntry[],
  { scale, ground }: SheetRequest,
): Promise<Result<ContactSheet>> {
  const found: (ContactPicture | { readonly kind: 'sized'; readonly size: PixelSize; bytes: number })[] = [];
  for (const entry of entries) {
    const read = await readRecorded(world, entry);
    if ('fault' in read) found.push({ kind: 'fault', fault: read.fault });
    else found.push({ kind: 'sized', size: read.size, bytes: read.bytes.length });
  }
  const sizes = found.flatMap((one) => (one.kind === 'sized' ? [one.size] : []));
  const captions = captionsOf(entries);
  const lines = captions.each.map((caption, i) => captionText(caption, found[i]));
  const linesAt = (characters: number): number =>
    Math.max(0, ...lines.map((caption) => captionLines(caption, characters).length));
  const plan = planContactSheet({ count: entries.length, sizes, linesAt, scale });
  const { cell, columns } = plan;
  const width = columns * (cell.width + gap) + 2 * margin;
  const height = Math.min(plan.rows, Math.ceil(entries.length / columns)) * (cell.height + gap) + 2 * margin;
  if (scale !== null && scale > 1 && width * height > mostPagePixels) {
    return fail(
      failure('usage', {
        what: `--scale ${scale} makes a page of ${width} x ${height} px, which is too large to draw.`,
        next: 'Take a smaller --scale, or leave it out for the largest that fits.',
      }),
    );
  }
  const pictures = found.map((one): ContactPicture => {
    if (one.kind !== 'sized') return one;
    const own = scale ?? scaleIn(plan.frame, one.size, plan.scale);
    return { kind: 'picture', size: one.size, bytes: one.bytes, scale: own };
  });
  return ok({ entries, captions, pictures, plan, ground });
}

/** The pages of a sheet as PNG files, made one at a time: no more than one is in memory. */
export async function* contactPngs(world: PictureWorld, sheet: ContactSheet): AsyncGenerator<Uint8Array> {
  const { plan, entries, captions } = sheet;
  const size = plan.columns * plan.rows;
  for (let page = 0; page < plan.pages; page += 1) {
    const cells: ContactCell[] = [];
    for (let i = page * size; i < Math.min(entries.length, (page + 1) * size); i += 1) {
      cells.push(await drawnCell(world, sheet, i));
    }
    const header = { title: captions.title, facts: headerFacts(captions, page, plan.pages) };
    yield encodePng(drawContactPage(plan, header, cells, sheet.ground));
  }
}

/** The pages of a sheet as self-contained HTML, made one at a time. */
export async function* contactHtmls(world: PictureWorld, sheet: ContactSheet): AsyncGenerator<string> {
  const pages = htmlPages(sheet);
  for (const [page, indices] of pages.entries()) {
    const figures = [];
    for (const i of indices) {
      const entry = sheet.entries[i];
      const caption = sheet.captions.each[i];
      const picture = sheet.pictures[i];
      if (entry === undefined || caption === undefined || picture === undefined) continue;
      const read = picture.kind === 'fault' ? picture : await readRecorded(world, entry);
      figures.push({
        entry,
        caption,
        alt: altText(caption, entry),
        picture:
          'fault' in read
            ? { fault: read.fault }
            : { png: read.bytes, size: read.size, scale: picture.kind === 'picture' ? picture.scale : 1 },
      });
    }
    yield contactHtml(
      { captions: sheet.captions, figures, plan: sheet.plan, ground: sheet.ground },
      { page: page + 1, pages: pages.length },
      world.sha256,
    );
  }
}

/** How many pages each form has. */
export const pagesOf = (sheet: ContactSheet): { readonly png: number; readonly html: number } => ({
  png: sheet.plan.pages,
  html: htmlPages(sheet).length,
});

function htmlPages({ pictures }: ContactSheet): readonly (readonly number[])[] {
  const pages: number[][] = [[]];
  let bytes = 0;
  for (const [i, picture] of pictures.entries()) {
    const own = picture.kind === 'picture' ? picture.bytes : 0;
    const last = pages.at(-1) ?? [];
    if (last.length > 0 && (last.length === mostHtmlPictures || bytes + own > mostHtmlBytes)) {
      pages.push([i]);
      bytes = own;
    } else {
      last.push(i);
      bytes += own;
    }
  }
  return pages;
}

type Recorded = { readonly bytes: Uint8Array; readonly size: PixelSize } | { readonly fault: string };

/** The picture's file, if it is the one whose digest was recorded. */
async function readRecorded({ files, sha256 }: PictureWorld, entry: ContactEntry): Promise<Recorded> {
  const read = await files.read(entry.path);
  if (!read.ok) return { fault: 'UNREADABLE: its file cannot be opened' };
  if (read.value === null) return { fault: 'MISSING: there is no such file' };
  if (sha256(read.value) !== entry.digest) return { fault: 'CHANGED: not the recorded file' };
  const header = readPngHeader(read.value);
  if (!header.ok) return { fault: 'UNREADABLE: not a PNG that can be used' };
  const { width, height } = header.value;
  if (width * height > defaultMaxPixels) return { fault: `TOO LARGE: ${width} x ${height} px` };
  return { bytes: read.value, size: { width, height } };
}

async function drawnCell(world: PictureWorld, sheet: ContactSheet, i: number): Promise<ContactCell> {
  const entry = sheet.entries[i];
  const caption = sheet.captions.each[i];
  const picture = sheet.pictures[i];
  if (entry === undefined || caption === undefined || picture === undefined)
    throw new RangeError('a contact sheet has no such picture');
  return {
    picture: await decoded(world, entry, picture),
    caption: captionText(caption, picture),
    mark: starMark(caption),
    ink: inkOf(caption),
  };
}

async function decoded(
  world: PictureWorld,
  entry: ContactEntry,
  picture: ContactPicture,
): Promise<ContactCell['picture']> {
  if (picture.kind === 'fault') return picture;
  const read = await readRecorded(world, entry);
  if ('fault' in read) return read;
  const rgba = await world.decoder.decode(read.bytes, entry.path);
  return rgba.ok
    ? { rgba: rgba.value, scale: picture.scale }
    : { fault: 'UNREADABLE: its picture data is damaged' };
}

const inkOf = ({ standing }: Caption): ContactCell['ink'] =>
  standing.tone === 'plain' ? 'dim' : standing.tone;

const starMark = ({ stars }: Caption): InkedLine | null =>
  stars === null ? null : { text: '★'.repeat(stars.average), ink: 'waits' };

function captionText(
  { job, differing, child, digest, standing }: Caption,
  picture: { readonly kind: string; readonly size?: PixelSize } | undefined,
): readonly InkedLine[] {
  const size = picture?.size === undefined ? '' : ` ${picture.size.width}×${picture.size.height}`;
  return [
    { text: job, ink: 'bright' },
    ...(differing.length === 0 ? [] : [{ text: differing.join(' '), ink: 'bright' } as const]),
    { text: child, ink: 'dim' },
    { text: digest + size, ink: 'dim' },
    { text: `${standing.sign} ${standing.word}`, ink: standing.tone === 'plain' ? 'dim' : standing.tone },
  ];
}

function headerFacts(captions: Captions, page: number, pages: number): readonly InkedLine[] {
  const number = pages === 1 ? '' : ` · page ${page + 1} of ${pages}`;
  return [
    ...captions.common.map((text): InkedLine => ({ text, ink: 'dim' })),
    { text: captions.tally + number, ink: 'dim' },
  ];
}
