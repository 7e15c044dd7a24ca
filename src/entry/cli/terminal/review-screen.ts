import type { Result } from '../../../domain/result.ts';
import { review } from '../../../domain/review/act.ts';
import { itemKey, type Draft, type ReviewItem } from '../../../domain/review/item.ts';
import type { Remark, Remarks } from '../../../domain/review/remark.ts';
import {
  currentItem,
  draftChanges,
  draftsOf,
  openReview,
  type DraftChange,
  type Opening,
  type ReviewAction,
  type ReviewSession,
} from '../../../domain/review/session.ts';
import { comparedWith, nextUndecided, playedMs } from '../../../domain/review/walk.ts';
import { detectGraphics, type Graphics } from './graphics.ts';
import { grounds } from './ground.ts';
import { createGallery, type Gallery, type GalleryEvent, type LoadPicture } from './review-gallery.ts';
import { commandFor, type ReviewCommand } from './review-keys.ts';
import type { ReviewLook } from './review-look.ts';
import { fullScreenPaint, transcriptPaint, type ReviewPaint } from './review-paint.ts';
import type { ReviewFrame } from './review-view.ts';
import { isDumb } from './style.ts';
import { openTerminal, type Terminal, type TerminalEvent, type TerminalStreams } from './terminal.ts';

/** What waits now, and what was said of it. */
export interface Arrivals {
  readonly items: readonly ReviewItem[];
  readonly remarks?: Remarks;
}

export interface ReviewScreenOptions {
  readonly items: readonly ReviewItem[];
  readonly opening?: Opening;
  readonly loadPicture: LoadPicture;
  readonly terminal: TerminalStreams;
  /** Keeps what a key did to the drafts. The next key is read when it is done: what the screen shows is kept. */
  readonly onDrafts?: (changes: readonly DraftChange[]) => Promise<Result<void>>;
  /** Keeps stars and notes, in the same way. */
  readonly onRemarks?: (remarks: readonly Remark[]) => Promise<Result<void>>;
  /** Tells what waits now, whenever that changes; gives the function that ends it. */
  readonly watch?: (deliver: (arrivals: Arrivals) => void) => () => void;
}

export type ReviewResult =
  | { readonly kind: 'commit'; readonly drafts: readonly Draft[] }
  /** `isInterrupted`: by Ctrl-C, a signal or the end of the input, not by Q. */
  | { readonly kind: 'quit'; readonly drafts: readonly Draft[]; readonly isInterrupted: boolean };

type ScreenEvent =
  | GalleryEvent
  /** All that was typed by now has been read: what is drawn next, nobody has judged unseen. */
  | { readonly kind: 'draw' }
  | { readonly kind: 'tick'; readonly turn: number }
  | { readonly kind: 'items'; readonly arrivals: Arrivals };

/** What is no matter of the screen alone. */
type SessionCommand = Exclude<ReviewCommand, { readonly kind: 'next-ground' | 'toggle-details' }>;

type ScreenTerminal = Terminal<ScreenEvent>;

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
    unwatch = options.watch?.((arrivals) => terminal.post({ kind: 'items', arrivals }));
    return await sit(
      options,
      terminal,
      graphics,
      isDrawn ? fullScreenPaint(terminal) : transcriptPaint(terminal),
    );
  } finally {
    unwatch?.();
    terminal.close();
  }
}

async function sit(
  options: ReviewScreenOptions,
  terminal: ScreenTerminal,
  graphics: Graphics,
  paint: ReviewPaint,
): Promise<ReviewResult> {
  const gallery = createGallery(options.loadPicture, (event) => terminal.post(event));
  let session = openReview(options.items, options.opening);
  let look: ReviewLook = { ...gallery, graphics, ground: 'checker', hasDetails: true };
  let isInterrupted = false;
  let frame: ReviewFrame = paint.plan(session, look);
  let isDrawing = false;
  const player = createPlayer((turn) => terminal.post({ kind: 'tick', turn }));
  try {
    while (session.outcome === 'open') {
      if (!isDrawing) afterInput(() => terminal.post({ kind: 'draw' }));
      isDrawing = true;
      gallery.want(shownWhole(session), frame.wanted);
      let event = await terminal.next();
      while (event.kind === 'draw') {
        isDrawing = false;
        if (isReady(session, gallery)) {
          frame = paint.draw(session, look);
          session = review(session, { ...frame, kind: 'shown' });
          player.follow(session);
        }
        gallery.want(likelyWhole(session), frame.wanted);
        event = await terminal.next();
      }
      if (event.kind === 'resize') paint.forget();
      if (event.kind === 'load-threw') throw event.error;
      const command = commandOf(event, session, player.turn());
      if (command === null) continue;
      if (command.kind === 'next-ground' || command.kind === 'toggle-details') {
        look = changedLook(look, command.kind);
      } else {
        isInterrupted = command.kind === 'interrupt';
        const before = session;
        session = review(session, actionOf(command, session, frame.plan));
        // A typed line is a whole answer where the terminal sends lines.
        if (event.kind === 'line' && command.kind === 'text') {
          session = review(session, { kind: 'text-accept' });
        }
        session = await kept(before, session, options);
      }
    }
  } finally {
    player.stop();
  }
  const drafts = draftsOf(session);
  return session.outcome === 'commit' ? { kind: 'commit', drafts } : { kind: 'quit', drafts, isInterrupted };
}

function changedLook(look: ReviewLook, by: 'next-ground' | 'toggle-details'): ReviewLook {
  if (by === 'toggle-details') return { ...look, hasDetails: !look.hasDetails };
  const ground = grounds[(grounds.indexOf(look.ground) + 1) % grounds.length] ?? 'checker';
  return { ...look, ground };
}

/** The pictures that the view shows whole. */
function shownWhole(session: ReviewSession): ReviewItem[] {
  const shown = [currentItem(session), session.view === 'compare' ? comparedWith(session) : null];
  return shown.flatMap((item) => item ?? []);
}

/** Those, and, once they are on the screen, the pictures that the likely keys lead to. */
function likelyWhole(session: ReviewSession): ReviewItem[] {
  const { items, cursor } = session;
  const next = nextUndecided(session, 1, 'known') ?? cursor;
  const likely = [next, cursor + 1, cursor - 1].flatMap((at) => items[at] ?? []);
  return [...new Set([...shownWhole(session), ...likely])];
}

/** What is still on its way is told only when it takes long: a picture that is there at once just comes. */
function isReady(session: ReviewSession, gallery: Gallery): boolean {
  if (session.view === 'grid') return true;
  return shownWhole(session).every(
    (item) => gallery.pictureOf(item).kind !== 'loading' || gallery.isSlow(item),
  );
}

/**
 * Acts once all keys that were typed by now stand in line before what it does. The terminal's input is read once
 * between two turns of the event loop: what a person types at the picture before must not hit the one that comes.
 */
function afterInput(act: () => void): void {
  setImmediate(() => setImmediate(act));
}

function commandOf(
  event: TerminalEvent | Exclude<ScreenEvent, { kind: 'draw' }>,
  session: ReviewSession,
  turn: number,
): ReviewCommand | null {
  switch (event.kind) {
    case 'tick':
      return event.turn === turn ? { kind: 'tick' } : null;
    case 'items':
      return { kind: 'refresh', ...event.arrivals };
    case 'loaded':
      return event.hasFailed ? { kind: 'failed-to-load', key: event.key } : null;
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

/** A command as an action of the session: how far a row goes, the frame knows. */
function actionOf(command: SessionCommand, session: ReviewSession, plan: ReviewFrame['plan']): ReviewAction {
  switch (command.kind) {
    case 'interrupt':
      return { kind: 'quit' };
    case 'row':
      if (session.view !== 'grid') return { kind: command.by > 0 ? 'next' : 'previous' };
      return { kind: 'step', by: command.by * plan.across };
    case 'page':
      return { kind: 'step', by: pageStep(session, command.by * plan.perPage) };
    default:
      return command;
  }
}

/** A page on, or to the end where that is nearer. */
function pageStep({ cursor, items }: ReviewSession, by: number): number {
  const to = Math.min(Math.max(0, cursor + by), Math.max(0, items.length - 1));
  return to - cursor;
}

/** Drafts and remarks are on disk before the next key is read and before the screen shows them. */
async function kept(
  before: ReviewSession,
  after: ReviewSession,
  { onDrafts, onRemarks }: ReviewScreenOptions,
): Promise<ReviewSession> {
  let session = after;
  const changes = draftChanges(before, after);
  if (changes.length > 0) {
    const done = await onDrafts?.(changes);
    if (done?.ok === false) session = review(session, { kind: 'note', note: 'draft-not-kept' });
  }
  const made = after.made.slice(before.made.length);
  if (made.length > 0) {
    const done = await onRemarks?.(made);
    if (done?.ok === false) {
      for (const remark of made) session = review(session, { kind: 'remark-lost', remark });
    }
  }
  return session;
}

interface Player {
  /** Sets the time for the next step of what the session plays. */
  follow(session: ReviewSession): void;
  /** The number of the step that is waited for: a later key makes it void. */
  turn(): number;
  stop(): void;
}

function createPlayer(tick: (turn: number) => void): Player {
  let timer: NodeJS.Timeout | undefined;
  let turn = 0;
  let playing: string | null = null;
  return {
    follow: (session) => {
      const ms = playedMs(session);
      const item = currentItem(session);
      const now = ms === null || item === null ? null : `${itemKey(item)} ${session.sprite}`;
      // Drawing again for another reason must not make a step longer.
      if (now === playing) return;
      clearTimeout(timer);
      playing = now;
      turn += 1;
      const mine = turn;
      if (ms !== null) timer = setTimeout(() => tick(mine), ms);
    },
    turn: () => turn,
    stop: () => clearTimeout(timer),
  };
}
