import { tell, type Failure } from '../../../domain/failure.ts';
import type { Result } from '../../../domain/result.ts';
import { review } from '../../../domain/review/act.ts';
import { itemKey, type Draft, type ItemKey, type ReviewItem } from '../../../domain/review/item.ts';
import {
  currentItem,
  draftsOf,
  openReview,
  type ReviewAction,
  type ReviewSession,
} from '../../../domain/review/session.ts';
import type { Rgba } from '../../../pixels/rgba.ts';
import { grounds, overGround, type Ground } from './ground.ts';
import { detectGraphics, drawPicture, isDrawnByTerminal, removePicture, type Graphics } from './graphics.ts';
import { commandFor } from './review-keys.ts';
import { composeReview, type LoadedPicture, type PlacedPicture, type ReviewView } from './review-view.ts';
import { isDumb } from './style.ts';
import { openTerminal, type Terminal, type TerminalEvent, type TerminalStreams } from './terminal.ts';

export interface Picture {
  readonly png: Uint8Array;
  readonly rgba: Rgba;
}

export interface ReviewScreenOptions {
  readonly items: readonly ReviewItem[];
  /** Reads a picture and checks it against the item's digest. Called once or more for each item. */
  readonly loadPicture: (item: ReviewItem) => Promise<Result<Picture>>;
  readonly terminal: TerminalStreams;
  readonly initialDrafts?: readonly Draft[];
  /** Keeps the drafts; the next key is read when it is done. */
  readonly onDraft?: (drafts: readonly Draft[]) => Promise<void> | void;
  /** Tells what waits now, whenever that changes; gives the function that ends it. */
  readonly watch?: (deliver: (items: readonly ReviewItem[]) => void) => () => void;
}

export type ReviewResult =
  | { readonly kind: 'commit'; readonly drafts: readonly Draft[] }
  /** `isInterrupted`: by Ctrl-C, a signal or the end of the input, not by Q. */
  | { readonly kind: 'quit'; readonly drafts: readonly Draft[]; readonly isInterrupted: boolean };

type ScreenEvent =
  | { readonly kind: 'loaded'; readonly key: ItemKey; readonly picture: LoadedPicture }
  | { readonly kind: 'load-threw'; readonly error: unknown }
  | { readonly kind: 'load-is-slow'; readonly key: ItemKey }
  | { readonly kind: 'drawn'; readonly key: ItemKey }
  | { readonly kind: 'items'; readonly items: readonly ReviewItem[] };

type ScreenTerminal = Terminal<ScreenEvent>;

/** A picture that is there within this time is drawn at once; a slower one is announced. */
const slowLoadMs = 150;
/** Pictures kept in memory: this one, the ones around it, and the next to be decided. */
const keptPictures = 6;

/**
 * One sitting at the gates on a terminal: shows each picture and takes verdict keys, until the person commits
 * or quits. Signs nothing and writes nothing itself. The terminal is given back on every way out.
 *
 * @throws when stdout is not a terminal: the caller asks for flags instead (`needs-terminal`).
 */
export async function runReviewScreen(options: ReviewScreenOptions): Promise<ReviewResult> {
  const facts = options.terminal.facts();
  if (!facts.isTty) throw new Error('the review screen was opened without a terminal');
  const isDrawn = !isDumb(facts);
  const terminal = openTerminal<ScreenEvent>(options.terminal, {
    read: isDrawn ? 'keys' : 'lines',
    isFullScreen: isDrawn,
  });
  let unwatch: (() => void) | undefined;
  try {
    const graphics = await detectGraphics(terminal, facts);
    unwatch = options.watch?.((items) => terminal.post({ kind: 'items', items }));
    return await sit(options, terminal, graphics, isDrawn ? fullScreen(terminal) : transcript(terminal));
  } finally {
    unwatch?.();
    terminal.close();
  }
}

async function sit(
  options: ReviewScreenOptions,
  terminal: ScreenTerminal,
  graphics: Graphics,
  screen: Screen,
): Promise<ReviewResult> {
  let session = openReview(options.items, options.initialDrafts);
  let ground: Ground = 'checker';
  let isInterrupted = false;
  const gallery = createGallery(options.loadPicture, terminal);
  while (session.outcome === 'open') {
    gallery.want(session);
    const view = { picture: gallery.current(session), graphics, ground };
    const item = currentItem(session);
    if (view.picture.kind !== 'loading' || gallery.isSlow(session)) {
      screen.draw(session, view);
      const key = item === null ? null : itemKey(item);
      // Told through the queue, behind the keys that were typed before the picture was there.
      if (key !== null && view.picture.kind === 'loaded' && !session.seen.has(key)) {
        terminal.post({ kind: 'drawn', key });
      }
    }
    const event = await terminal.next();
    const before = session.verdicts;
    const command = commandOf(event, session);
    if (event.kind === 'resize') screen.forget();
    if (event.kind === 'loaded') gallery.hang(event.key, event.picture);
    if (event.kind === 'load-is-slow') gallery.slow(event.key);
    if (event.kind === 'load-threw') throw event.error;
    if (command === null) continue;
    if (command.kind === 'next-ground') {
      ground = grounds[(grounds.indexOf(ground) + 1) % grounds.length] ?? 'checker';
    } else {
      isInterrupted = command.kind === 'interrupt';
      session = review(session, command.kind === 'interrupt' ? { kind: 'quit' } : command);
      // A typed line is a whole answer where the terminal sends lines.
      if (event.kind === 'line' && command.kind === 'text')
        session = review(session, { kind: 'text-accept' });
    }
    if (session.verdicts !== before) await options.onDraft?.(draftsOf(session));
  }
  const drafts = draftsOf(session);
  return session.outcome === 'commit' ? { kind: 'commit', drafts } : { kind: 'quit', drafts, isInterrupted };
}

function commandOf(
  event: TerminalEvent | ScreenEvent,
  session: ReviewSession,
): ReturnType<typeof commandFor> {
  switch (event.kind) {
    case 'drawn':
      return { kind: 'shown', key: event.key };
    case 'items':
      return { kind: 'refresh', items: event.items };
    case 'loaded':
      return event.picture.kind === 'failed'
        ? ({ kind: 'failed-to-load', key: event.key } satisfies ReviewAction)
        : null;
    case 'load-is-slow':
    case 'load-threw':
      return null;
    case 'key':
    case 'char':
    case 'paste':
    case 'line':
    case 'resize':
    case 'end':
      return commandFor(event, session.mode);
  }
}

interface Gallery {
  /** Starts loading the present picture and the one that follows it. */
  want(session: ReviewSession): void;
  current(session: ReviewSession): LoadedPicture;
  isSlow(session: ReviewSession): boolean;
  hang(key: ItemKey, picture: LoadedPicture): void;
  slow(key: ItemKey): void;
}

function createGallery(
  load: ReviewScreenOptions['loadPicture'],
  terminal: Pick<ScreenTerminal, 'post'>,
): Gallery {
  const pictures = new Map<ItemKey, LoadedPicture>();
  const slowKeys = new Set<ItemKey>();
  const fetch = (item: ReviewItem | undefined): void => {
    if (item === undefined || pictures.has(itemKey(item))) return;
    const key = itemKey(item);
    pictures.set(key, { kind: 'loading' });
    const timer = setTimeout(() => terminal.post({ kind: 'load-is-slow', key }), slowLoadMs);
    load(item)
      .then((result) => terminal.post({ kind: 'loaded', key, picture: loadedPicture(result) }))
      .catch((error: unknown) => terminal.post({ kind: 'load-threw', error }))
      .finally(() => clearTimeout(timer));
  };
  return {
    want: (session) => {
      const near = [session.cursor, session.cursor + 1].flatMap((at) => session.items[at] ?? []);
      for (const item of near) {
        fetch(item);
        const key = itemKey(item);
        const picture = pictures.get(key);
        // Moved to the end: the map is in the order of last use.
        pictures.delete(key);
        if (picture !== undefined) pictures.set(key, picture);
      }
      for (const [key, picture] of pictures) {
        if (pictures.size <= keptPictures) break;
        if (picture.kind !== 'loading') pictures.delete(key);
      }
    },
    current: (session) => {
      const item = currentItem(session);
      return (item === null ? undefined : pictures.get(itemKey(item))) ?? { kind: 'loading' };
    },
    isSlow: (session) => {
      const item = currentItem(session);
      return item === null || slowKeys.has(itemKey(item));
    },
    hang: (key, picture) => {
      pictures.set(key, picture);
      slowKeys.delete(key);
    },
    slow: (key) => {
      if (pictures.get(key)?.kind === 'loading') slowKeys.add(key);
    },
  };
}

function loadedPicture(result: Result<Picture, Failure>): LoadedPicture {
  return result.ok
    ? { kind: 'loaded', ...result.value }
    : { kind: 'failed', message: tell(result.failure).message };
}

interface Screen {
  draw(session: ReviewSession, view: ReviewView): void;
  /** The terminal changed its size: what was drawn may be gone. */
  forget(): void;
}

/** Rewrites only the lines that changed, so that nothing flickers and a picture is sent once. */
function fullScreen(terminal: ScreenTerminal): Screen {
  let drawn: readonly string[] | null = null;
  let hung: { readonly key: string; readonly remove: string } | null = null;
  return {
    draw: (session, view) => {
      const { lines, placed } = composeReview(session, view, terminal.facts());
      const pictureAt = placed === null ? null : pictureKey(placed, view.ground);
      let text = '';
      const rowCount = Math.max(lines.length, drawn?.length ?? 0);
      let isPictureTouched = drawn === null;
      for (let row = 0; row < rowCount; row += 1) {
        if (lines[row] === drawn?.[row]) continue;
        if (placed !== null && row >= placed.row && row < placed.row + placed.rows) isPictureTouched = true;
        text += `\u001b[${row + 1};1H${lines[row] ?? ''}\u001b[K`;
      }
      const isMoved = hung?.key !== pictureAt || isPictureTouched;
      // Before the text: some terminals keep a picture in its cells, and it goes by writing over them.
      if (hung !== null && isMoved) text = hung.remove + text;
      if (drawn === null) text = `\u001b[0m\u001b[2J${text}`;
      if (placed !== null && isMoved && isDrawnByTerminal(view.graphics)) {
        text += drawPicture(view.graphics, overGround(placed.picture, view.ground), placed);
        const remove = removePicture(view.graphics, placed);
        terminal.restoreWith(remove);
        hung = { key: pictureAt ?? '', remove };
      } else if (placed === null) hung = null;
      drawn = lines;
      if (text !== '') terminal.write(text);
    },
    forget: () => {
      drawn = null;
    },
  };
}

const pictureNumbers = new WeakMap<Rgba, number>();
let pictureCount = 0;

function pictureKey({ row, column, picture }: PlacedPicture, ground: Ground): string {
  const number = pictureNumbers.get(picture) ?? (pictureCount += 1);
  pictureNumbers.set(picture, number);
  return `${number} ${row} ${column} ${ground}`;
}

/** For a terminal that cannot move its cursor: each state below the one before, no control codes. */
function transcript(terminal: ScreenTerminal): Screen {
  let last = '';
  return {
    draw: (session, view) => {
      const { lines } = composeReview(session, view, terminal.facts());
      const text = lines.filter((line) => line !== '').join('\n');
      if (text === last) return;
      last = text;
      terminal.write(`${text}\nOne key, then Enter > `);
    },
    forget: () => undefined,
  };
}
