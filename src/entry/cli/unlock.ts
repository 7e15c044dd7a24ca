import { execFile } from 'node:child_process';
import { addReviewer } from '../../app/add-reviewer.ts';
import { readReviewers } from '../../app/read-decisions.ts';
import { unlockKey, usualAttempts } from '../../app/unlock-key.ts';
import { composeKeys } from '../../compose-keys.ts';
import type { Project } from '../../compose.ts';
import { failure } from '../../domain/failure.ts';
import { reviewerNameFrom } from '../../domain/gate/foreign-text.ts';
import { reviewersPath } from '../../domain/gate/reviewers.ts';
import { fail, ok, type Result } from '../../domain/result.ts';
import { count } from '../../domain/source/counted.ts';
import { printable } from '../../domain/source/printable.ts';
import type { ReviewerKeys } from '../../ports/reviewer-keys.ts';
import type { Signer } from '../../ports/signer.ts';
import type { Config } from '../config.ts';
import type { CommandContext } from './context.ts';
import { readGiven } from './given-file.ts';
import { terminalStreams } from './streams.ts';
import { askNewPassphrase, askPassphrase } from './terminal/passphrase.ts';

export interface UnlockRequest {
  /** A reviewer's name or the start of a key id; `null` when the person did not say. */
  readonly as: string | null;
  readonly passphraseFile: string | null;
}

/** More than any passphrase, and little enough to read without a thought. */
const longestFile = 4096;

/**
 * The person's unlocked key. In a project without reviewers the first decision on a terminal makes the key in place
 * and its holder the root of the reviewers' chain.
 */
export async function unlockReviewer(
  context: CommandContext,
  config: Config,
  project: Project,
  request: UnlockRequest,
): Promise<Result<Signer>> {
  const keys = composeKeys(config.userFolder, config.root);
  const ring = await readReviewers(project.decisions);
  if (!ring.ok) return ring;
  if (ring.value.size > 0) {
    const signer = await unlock(context, keys, ring.value, { ...request, as: request.as ?? config.reviewer });
    if (signer.ok || signer.failure.kind !== 'key-not-found' || request.as !== null) return signer;
    if (config.reviewer === null) return signer;
    // Nobody typed that name: without this they would not know where it comes from.
    const { wanted, folder } = signer.failure;
    return fail(failure('key-not-found', { wanted, folder, settings: config.userFile }));
  }

  if (!context.mayAsk) return fail(failure('no-reviewers', { file: reviewersPath }));
  const listed = await keys.list();
  if (!listed.ok) return listed;
  const hasKey = listed.value.keys.length > 0;
  const signer = hasKey
    ? await unlock(context, keys, null, request)
    : await makeKey(context, keys, {
        name: await personName(config),
        passphraseFile: request.passphraseFile,
        hasNoPassphrase: false,
        createdAt: project.clock.now(),
        advice: 'For a name of your own choice press Ctrl-C and run `art reviewer add`.',
      });
  if (!signer.ok) return signer;
  const added = await addReviewer({
    ...project.decisions,
    publicKey: signer.value.publicKey,
    name: signer.value.name,
    signer: signer.value,
    addedAt: project.clock.now(),
  });
  if (!added.ok) return added;
  context.output.note(
    `${printable(signer.value.name)} is the first reviewer of this project (key ${signer.value.keyId.slice(0, 12)}).`,
  );
  return signer;
}

async function unlock(
  context: CommandContext,
  keys: ReviewerKeys,
  ring: Parameters<typeof unlockKey>[0]['ring'],
  { as, passphraseFile }: UnlockRequest,
): Promise<Result<Signer>> {
  return unlockKey({
    keys,
    ring,
    as,
    attempts: passphraseFile === null ? usualAttempts : 1,
    askPassphrase: async (key, attempt) => {
      const again = attempt === 1 ? '' : 'That was not it. ';
      const asked = `${again}Passphrase of ${printable(key.name)} (${key.keyId.slice(0, 12)}):`;
      return readPassphrase(context, passphraseFile, asked);
    },
  });
}

/** A passphrase from a file, else from the person. */
export async function readPassphrase(
  context: CommandContext,
  file: string | null,
  question: string,
): Promise<Result<string>> {
  if (file !== null) return readPassphraseFile(file);
  if (!context.mayAsk) return fail(failure('needs-terminal', { flags: ['--passphrase-file <file>'] }));
  const answer = await askPassphrase(terminalStreams(context, 'stderr'), question);
  return answer.kind === 'given' ? ok(answer.passphrase) : fail(failure('interrupted', { at: 'passphrase' }));
}

export interface KeyToMake {
  readonly name: string;
  readonly passphraseFile: string | null;
  /** `--no-passphrase`: the explicit choice of an empty one. */
  readonly hasNoPassphrase: boolean;
  readonly createdAt: string;
  /** What else can be done, told before the passphrase is asked for. */
  readonly advice?: string;
}

/** Makes a key for a person, with a passphrase that is asked for or read from a file. */
export async function makeKey(
  context: CommandContext,
  keys: ReviewerKeys,
  wanted: KeyToMake,
): Promise<Result<Signer>> {
  const { name, passphraseFile, hasNoPassphrase, createdAt } = wanted;
  if (hasNoPassphrase) return keys.create({ name, passphrase: '', allowEmptyPassphrase: true, createdAt });
  if (passphraseFile !== null) {
    const passphrase = await readPassphraseFile(passphraseFile);
    if (!passphrase.ok) return passphrase;
    warnOfShort(context, passphrase.value);
    return keys.create({ name, passphrase: passphrase.value, allowEmptyPassphrase: false, createdAt });
  }
  if (!context.mayAsk) {
    return fail(failure('needs-terminal', { flags: ['--passphrase-file <file>', '--no-passphrase'] }));
  }
  context.output.note(`Decisions are signed. This makes your reviewer key, as ${printable(name)}.`);
  context.output.note(`It is kept in ${printable(keys.folder)}.`);
  if (wanted.advice !== undefined) context.output.note(wanted.advice);
  const answer = await askNewPassphrase(terminalStreams(context, 'stderr'), keys.folder);
  if (answer.kind === 'cancelled') return fail(failure('interrupted', { at: 'new-key' }));
  const { passphrase } = answer;
  warnOfShort(context, passphrase);
  return keys.create({ name, passphrase, allowEmptyPassphrase: passphrase === '', createdAt });
}

/** Fewer characters than this are soon tried through by whoever gets hold of the key file. */
const shortPassphrase = 8;

function warnOfShort(context: CommandContext, passphrase: string): void {
  const length = [...passphrase].length;
  if (length === 0 || length >= shortPassphrase) return;
  context.output.note(
    `warning: a passphrase of ${count(length, 'character')} is soon guessed by whoever gets hold of your key file; ${shortPassphrase} or more are better.`,
  );
}

/** The first line of a file. */
async function readPassphraseFile(path: string): Promise<Result<string>> {
  const bytes = await readGiven(path, longestFile);
  if (!bytes.ok) return bytes;
  const [line = ''] = bytes.value.toString('utf8').split(/\r?\n/);
  return ok(line);
}

/** The name that this person signs commits with, else their login's. */
export function personName(config: Config): Promise<string> {
  return new Promise((resolve) => {
    const options = { cwd: config.root, env: { PATH: config.searchPath, HOME: config.home }, timeout: 2_000 };
    execFile('git', ['config', 'user.name'], options, (error, stdout) => {
      const named = error === null ? reviewerNameFrom(stdout.trim()) : null;
      // root is an account and, here, the first key of the chain: as a person's name it would say neither.
      const login = config.actor === 'root' ? null : reviewerNameFrom(config.actor);
      resolve(named ?? login ?? 'reviewer');
    });
  });
}
