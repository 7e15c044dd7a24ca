import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { contactEntries } from '../../../app/contact-entries.ts';
import {
  contactHtmls,
  contactPngs,
  layOutContactSheet,
  pagesOf,
  type ContactSheet,
} from '../../../app/contact-sheet.ts';
import { filesAt } from '../../../compose.ts';
import { failure } from '../../../domain/failure.ts';
import { gateOf, jobStates, type JobState } from '../../../domain/job/transition.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { count } from '../../../domain/source/counted.ts';
import { printable } from '../../../domain/source/printable.ts';
import { contactGrounds, type ContactGround } from '../../../pixels/contact-ground.ts';
import type { ProjectFiles } from '../../../ports/files.ts';
import type { RunCommand } from '../command-spec.ts';
import { finish, withDatabase, type CommandContext, type OnlineProject } from '../context.ts';
import { fromHere } from '../from-here.ts';
import { namedJobs } from '../named-jobs.ts';
import { textOption, usage, wholeNumber, wordOption } from '../options.ts';

/** Jobs on one sheet. More are no contact sheet any more. */
const mostJobs = 1_000;
/** Where sheets go that were given no name; not for git. */
const folder = 'sheets';

const forms = ['png', 'html'] as const;
type Form = (typeof forms)[number];

interface Asked {
  readonly states: readonly JobState[] | null;
  readonly scale: number | null;
  readonly ground: ContactGround;
  readonly output: string | null;
  readonly isForced: boolean;
  readonly isDryRun: boolean;
}

/** One file of the sheet: where it goes, and what it is called in messages. */
interface Target {
  readonly form: Form;
  /** `null` while there is no such folder. */
  readonly files: ProjectFiles | null;
  /** Absolute. */
  readonly folder: string;
  /** Relative to `files`. */
  readonly path: string;
  /** As the person can use it from where they are. */
  readonly shown: string;
}

export const run: RunCommand = async (context, { operands, options }) => {
  const asked = readOptions(operands, options);
  if (!asked.ok) return context.output.failure(asked.failure);
  return finish(
    context,
    await withDatabase(context, (online) => makeSheet(context, online, operands, asked.value)),
  );
};

function readOptions(
  operands: readonly string[],
  options: { readonly [name: string]: unknown },
): Result<Asked> {
  const scale = wholeNumber('--scale', options['scale'], 1, 32);
  if (!scale.ok) return scale;
  const state = wordOption('--state', options['state'], jobStates);
  if (!state.ok) return state;
  if (state.value !== null && options['approved'] === true)
    return fail(usage('--state or --approved, one of them.'));
  const ground = wordOption('--ground', options['ground'], contactGrounds);
  if (!ground.ok) return ground;
  const output = textOption(options['output']);
  if (output !== null && !/[^/\\]\.(png|html)$/i.test(output))
    return fail(usage('--output takes a file that ends in .png or .html.'));
  const waiting: readonly JobState[] = ['AwaitingConceptApproval', 'AwaitingReview'];
  const named =
    state.value !== null ? [state.value] : options['approved'] === true ? (['Approved'] as const) : null;
  return ok({
    states: named ?? (operands.length === 0 ? waiting : null),
    scale: scale.value,
    ground: ground.value ?? 'checker',
    output,
    isForced: options['force'] === true,
    isDryRun: options['dryRun'] === true,
  });
}

async function makeSheet(
  context: CommandContext,
  { project, queue, notes }: OnlineProject,
  operands: readonly string[],
  asked: Asked,
): Promise<Result<void>> {
  const { output } = context;
  const named = await namedJobs({ queue, files: project.files }, operands, asked.states, mostJobs);
  if (!named.ok) return named;
  const found = await contactEntries({ ...project, notes }, named.value.jobs);
  if (!found.ok) return found;
  const { entries, withoutPicture } = found.value;
  if (entries.length === 0) {
    output.result({ ...emptySheet, without_picture: withoutPicture, dry_run: asked.isDryRun }, []);
    output.note(nothingText(operands, asked, withoutPicture));
    return ok(undefined);
  }
  const sheet = await layOutContactSheet(project, entries, asked);
  if (!sheet.ok) return sheet;
  const targets = targetsOf(project.files, sheet.value, sheetName(named.value.what, asked), asked.output);
  if (!asked.isForced) {
    const free = await checkFree(project, sheet.value, targets);
    if (!free.ok) return free;
  }
  if (!asked.isDryRun) {
    if (targets.length > 6) output.note(`writing ${count(targets.length, 'file')} ...`);
    const written = await eachPage(project, sheet.value, targets, async (target, bytes) => {
      const files = filesOf(target);
      if (!files.ok) return files;
      const put = asked.isForced
        ? await files.value.replace(target.path, bytes)
        : await files.value.publish(target.path, bytes);
      return !put.ok && put.failure.kind === 'file-differs' ? taken(target) : put;
    });
    if (!written.ok) return written;
  }
  const left = asked.isForced ? await leftPages(targets) : [];
  // What is in the folder for sheets are sheets; of what is elsewhere only the person knows.
  const isRemoving = asked.output === null;
  for (const { files, path } of asked.isDryRun || !isRemoving ? [] : left) {
    const removed = await files?.remove(path);
    if (removed?.ok === false) return removed;
  }
  const { plan, pictures } = sheet.value;
  const faults = pictures.filter(({ kind }) => kind === 'fault').length;
  output.result(
    {
      files: targets.map(({ shown, form }) => ({ path: shown, form })),
      removed: isRemoving ? left.map(({ shown }) => shown) : [],
      pictures: entries.length,
      faults,
      without_picture: withoutPicture,
      scale: plan.scale,
      ground: asked.ground,
      dry_run: asked.isDryRun,
    },
    targets.map(({ shown }) => printable(shown)),
  );
  const pages = targets.length;
  const what = `${count(entries.length, 'picture')} at ${plan.scale}:1 in ${count(pages, 'file')}`;
  output.note(asked.isDryRun ? `would write ${what}; nothing was written` : `wrote ${what}`);
  for (const { shown } of left) {
    const removed = asked.isDryRun ? 'would remove' : 'removed';
    output.note(
      isRemoving
        ? `${removed} ${printable(shown)}: the sheet has fewer pages than the one before`
        : `${printable(shown)} is no page of this sheet; remove it if it was one of the sheet before`,
    );
  }
  if (withoutPicture > 0) output.note(`${count(withoutPicture, 'job')} left out: no picture yet`);
  if (named.value.isCut)
    output.note(`only the first ${mostJobs} jobs: name runs or recipes to see the others`);
  if (faults > 0)
    output.note(`${count(faults, 'picture')} cannot be shown, and the cells say why: art verify tells more`);
  if (entries.some(({ state }) => gateOf(state) !== null))
    output.note(`next: art review ${operands.map(printable).join(' ')}`.trimEnd());
  return ok(undefined);
}

const emptySheet = { files: [], removed: [], pictures: 0, faults: 0, scale: null, ground: null };

function nothingText(operands: readonly string[], { states }: Asked, withoutPicture: number): string {
  if (withoutPicture > 0)
    return `No picture yet: ${count(withoutPicture, 'job')} on the way or failed. \`art jobs\` tells.`;
  if (operands.length === 0 && states !== null && states.length > 1)
    return 'Nothing waits, so there is no sheet: name runs, jobs or recipes, or pass --approved.';
  return 'No such jobs, so there is no sheet: `art jobs` lists what there is.';
}

/** `run_0042_k3f9`, `iron.character.skald.v1-approved`, `waiting`: what is on the sheet. */
function sheetName(what: readonly string[], { states }: Asked): string {
  const shown = what.length > 3 ? [...what.slice(0, 2), `${what.length - 2}-more`] : what;
  // Not `-`, which is for the pages: `run_0042_k3f9-2` is the second page of a run's sheet.
  const names = shown.map((id) => id.replaceAll('/', '.'));
  const state = states?.length === 1 ? [(states[0] ?? '').toLowerCase()] : states === null ? [] : ['waiting'];
  return [...(names.length === 0 ? [] : [names.join('+')]), ...state].join('-');
}

function targetsOf(
  project: ProjectFiles,
  sheet: ContactSheet,
  name: string,
  output: string | null,
): readonly Target[] {
  const pages = pagesOf(sheet);
  const numbered = (stem: string, ending: string, n: number): string[] =>
    Array.from({ length: n }, (_, i) => `${stem}${i === 0 ? '' : `-${i + 1}`}.${ending}`);
  const target = (form: Form, files: ProjectFiles | null, place: string, path: string): Target => {
    return { form, files, folder: place, path, shown: fromHere(join(place, path)) };
  };
  if (output === null) {
    return forms.flatMap((form) =>
      numbered(`${folder}/${name}`, form, pages[form]).map((path) =>
        target(form, project, project.root, path),
      ),
    );
  }
  const whole = resolve(output);
  const place = dirname(whole);
  const [, stem = '', ending = ''] = /^(.*)\.([^.]+)$/s.exec(basename(whole)) ?? [];
  const form: Form = ending.toLowerCase() === 'png' ? 'png' : 'html';
  const files = existsSync(place) ? filesAt(place) : null;
  return numbered(stem, ending, pages[form]).map((path) => target(form, files, place, path));
}

/** Pages of an earlier sheet of the same name, beyond those of this one. */
async function leftPages(targets: readonly Target[]): Promise<readonly Target[]> {
  const left: Target[] = [];
  for (const form of forms) {
    const own = targets.filter((target) => target.form === form);
    const [first] = own;
    if (first === undefined) continue;
    for (let page = own.length + 1; ; page += 1) {
      const numbered = (path: string): string => path.replace(/\.[^.]+$/, `-${page}$&`);
      const target = { ...first, path: numbered(first.path), shown: numbered(first.shown) };
      if ((await target.files?.exists(target.path)) !== true) break;
      left.push(target);
    }
  }
  return left;
}

/** The files of a target's folder, which is made where it is not there. */
function filesOf({ files, folder: place }: Target): Result<ProjectFiles> {
  if (files !== null) return ok(files);
  try {
    mkdirSync(place, { recursive: true });
    return ok(filesAt(place));
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'it cannot be made';
    return fail(failure('file-unusable', { path: place, why }, error));
  }
}

const taken = ({ shown }: Target): Result<never> => fail(failure('output-exists', { path: shown }));

/** Whether no file would be lost. One that has the same bytes already is not. */
async function checkFree(
  project: OnlineProject['project'],
  sheet: ContactSheet,
  targets: readonly Target[],
): Promise<Result<void>> {
  const there = new Set<Target>();
  for (const target of targets) {
    if ((await target.files?.exists(target.path)) === true) there.add(target);
  }
  if (there.size === 0) return ok(undefined);
  return eachPage(project, sheet, targets, async (target, bytes) => {
    if (target.files === null || !there.has(target)) return ok(undefined);
    const old = await target.files.read(target.path);
    if (!old.ok) return old;
    return old.value !== null && Buffer.compare(old.value, Buffer.from(bytes)) === 0
      ? ok(undefined)
      : taken(target);
  });
}

/** Makes each file of the sheet, one at a time, and hands it over with its target. */
async function eachPage(
  project: OnlineProject['project'],
  sheet: ContactSheet,
  targets: readonly Target[],
  take: (target: Target, bytes: Uint8Array | string) => Promise<Result<void>>,
): Promise<Result<void>> {
  for (const form of forms) {
    const own = targets.filter((target) => target.form === form);
    if (own.length === 0) continue;
    let page = 0;
    for await (const bytes of form === 'png' ? contactPngs(project, sheet) : contactHtmls(project, sheet)) {
      const target = own[page];
      if (target === undefined) throw new RangeError('a sheet has more pages than it said');
      const done = await take(target, bytes);
      if (!done.ok) return done;
      page += 1;
    }
  }
  return ok(undefined);
}
