import type { Diagnostic } from '../diagnostic.ts';
import type { DecisionFaultCode, ReviewersFault, ReviewersFaultCode } from '../gate/faults.ts';
import { count, few } from '../source/counted.ts';
import { define } from './define.ts';

const short = (hex: string): string => hex.slice(0, 12);
const nothing = (): string => 'Nothing was signed or changed.';

/** Why a decision file does not count, as the end of a sentence. */
export const decisionFaultWords: Readonly<Record<DecisionFaultCode, string>> = {
  'not-json': 'it is not JSON',
  'not-canonical': 'its JSON can be read in two ways',
  'too-large': 'it is too large',
  'newer-version': 'it was written by a newer Artkiln',
  'missing-field': 'a field is missing',
  'unknown-field': 'it has a field that does not belong there',
  'bad-value': 'a field holds what it may not hold',
  'id-mismatch': 'its content was edited after it was signed',
  'other-project': "it is another project's",
  'unknown-key': 'no reviewer of this project has the key that signed it',
  'bad-signature': 'the signature is not that of its key',
  revoked: 'its key was revoked',
  'name-mismatch': 'the file is not named for the decision in it',
  unreadable: 'it cannot be read',
};

/** What is wrong with the reviewers' file, as the end of a sentence. */
export const reviewersFaultWords: Readonly<Record<ReviewersFaultCode, string>> = {
  'not-json': 'it is not JSON',
  'not-canonical': 'its JSON can be read in two ways',
  'too-large': 'it is too large',
  'newer-version': 'it was written by a newer Artkiln',
  'missing-field': 'a field is missing',
  'unknown-field': 'a field does not belong there',
  'bad-value': 'a field holds what it may not hold',
  'other-project': "the entry is another project's",
  'root-not-pinned': 'the first key is not the root that was asked for',
  'root-misplaced': 'the first key, and no other, is its own root',
  'duplicate-key': 'the key stands there twice',
  'key-mismatch': 'the key id is not that of the public key',
  'adder-unknown': 'the key that added it is not in the chain before it',
  'bad-signature': 'the signature is not that of the key that is named',
  'revokes-itself': 'a key cannot revoke itself',
  'revoker-unknown': 'the revoking key is not in the chain',
  'revoked-unknown': 'the revoked key is not in the chain',
};

const place = (at: string | null): string => (at === null ? '' : ` (${at})`);

export const gateFailures = {
  'wrong-passphrase': define<{ keyId: string; name: string }>({
    exit: 4,
    http: 401,
    message: (f) => `The passphrase does not open the key of ${f.name} (${short(f.keyId)}).`,
    kept: nothing,
    next: () =>
      'Try again. A lost passphrase cannot be recovered: another reviewer adds a new key for you with `art reviewer add`.',
  }),
  'passphrase-missing': define<object>({
    exit: 2,
    http: 400,
    message: () => 'A key without a passphrase is made only when that is asked for by name.',
    kept: () => 'No key was made.',
    next: () => 'Choose a passphrase, or pass --no-passphrase.',
  }),
  'reviewer-name-invalid': define<object>({
    exit: 2,
    http: 400,
    message: () => 'A reviewer needs a name that can be read: letters, at most 64 characters.',
    kept: nothing,
    next: () => 'Pass the name that your team knows you by.',
  }),
  'key-not-found': define<{
    wanted: string | null;
    folder: string;
    /** The settings file that names the key, when the command line does not. */
    settings?: string;
  }>({
    exit: 4,
    http: 401,
    message: (f) =>
      f.wanted === null
        ? `There is no reviewer's key in ${f.folder}.`
        : `No key in ${f.folder} is ${f.wanted}, by name or by the start of its id.` +
          (f.settings === undefined ? '' : ` That name is the reviewer of ${f.settings}.`),
    kept: nothing,
    next: (f) =>
      f.settings === undefined
        ? 'Run `art reviewer list` to see the keys, or `art reviewer add` to make one.'
        : 'Pass --as, or change the name there. Run `art reviewer list` to see the keys.',
  }),
  'key-ambiguous': define<{ wanted: string | null; keys: readonly string[] }>({
    exit: 2,
    http: 400,
    message: (f) =>
      f.wanted === null
        ? `There are several keys here: ${f.keys.join(', ')}.`
        : `${f.wanted} fits several keys: ${f.keys.join(', ')}.`,
    kept: nothing,
    next: () => 'Pass --as with a name or enough of a key id to mean one.',
  }),
  'key-file-damaged': define<{ path: string }>({
    exit: 4,
    http: 401,
    message: (f) => `${f.path} is not a key file that this version can read.`,
    kept: () => 'The file was left as it is.',
    next: () => 'Restore it from a backup, or let another reviewer add a new key with `art reviewer add`.',
  }),
  'key-exposed': define<{ path: string; mode: string; chmod: string }>({
    exit: 4,
    http: 401,
    message: (f) => `${f.path} can be reached by others on this machine (mode ${f.mode}).`,
    kept: () => 'The key was not used.',
    next: (f) =>
      `Run \`chmod ${f.chmod} <that path>\`. If others may have copied the key, have it revoked and make a new one.`,
  }),
  'key-in-project': define<{ folder: string }>({
    exit: 4,
    http: 400,
    message: (f) => `${f.folder} lies in the project, where a private key would end up in git.`,
    kept: () => 'No key was read or written.',
    next: () => 'Set XDG_CONFIG_HOME to a folder outside the project.',
  }),
  'no-reviewers': define<{ file: string }>({
    exit: 4,
    http: 403,
    message: (f) => `Nobody may decide here yet: there is no ${f.file}.`,
    kept: nothing,
    next: () => 'Run `art review` on a terminal, which makes you the first reviewer, or `art reviewer add`.',
  }),
  'reviewer-unknown': define<{ keyId: string; name: string | null; publicKey: string | null }>({
    exit: 4,
    http: 403,
    message: (f) =>
      `The key ${short(f.keyId)}${f.name === null ? '' : ` of ${f.name}`} is not among this project's reviewers.`,
    kept: nothing,
    next: (f) =>
      f.publicKey === null
        ? '`art reviewer list` names them.'
        : `Ask a reviewer to run \`art reviewer add --public-key ${f.publicKey}\`; \`art reviewer list\` names them.`,
  }),
  'key-revoked': define<{ keyId: string; name: string }>({
    exit: 4,
    http: 403,
    message: (f) => `The key ${short(f.keyId)} of ${f.name} was revoked.`,
    kept: nothing,
    next: () => 'Make a new key and ask a reviewer to add it with `art reviewer add`.',
  }),
  'reviewer-exists': define<{ keyId: string; name: string }>({
    exit: 5,
    http: 409,
    message: (f) => `There is a reviewer ${f.name} already, with the key ${short(f.keyId)}.`,
    kept: () => 'The reviewers stand as they were.',
    next: () => 'Choose another name, or go on with that key.',
  }),
  'reviewers-changed': define<{ file: string }>({
    exit: 5,
    http: 409,
    message: (f) => `${f.file} was changed by someone else in the meantime.`,
    kept: () => 'Their change stands, yours was not written.',
    next: () => 'Run the same command again.',
  }),
  'reviewers-invalid': define<{ file: string; faults: readonly ReviewersFault[] }>({
    exit: 10,
    http: 500,
    message: (f) =>
      `${f.file} cannot be trusted: ${f.faults
        .map((fault) => reviewersFaultWords[fault.code] + place(fault.at))
        .join('; ')}.`,
    kept: () => 'No decision counts until it is mended.',
    next: (f) => `Bring ${f.file} back from git (\`git log -p -- ${f.file}\` shows who changed it).`,
  }),
  'decision-invalid': define<{ file: string; reason: DecisionFaultCode; at: string | null }>({
    exit: 10,
    http: 500,
    message: (f) => `${f.file} does not count: ${decisionFaultWords[f.reason]}${place(f.at)}.`,
    kept: () => 'The file was left as it is; nothing else was changed.',
    next: (f) =>
      `Bring it back from git (\`git checkout -- ${f.file}\`), or decide again with \`art review\`.`,
  }),
  'decision-moved': define<{
    job: string;
    expected: string;
    found: string | null;
    decidedBy: string | null;
  }>({
    exit: 5,
    http: 409,
    message: (f) =>
      f.decidedBy === null
        ? `At the gate of ${f.job} there is another picture now than the one that was shown (${short(f.expected)}).`
        : `${f.decidedBy} has decided ${f.job} in the meantime.`,
    kept: () => 'That one decision was not made; those beside it that are still valid stand.',
    next: (f) =>
      f.found === null
        ? 'Run `art review` to see what waits.'
        : `Look at ${short(f.found)} with \`art review\`.`,
  }),
  'digest-too-short': define<{ digest: string; least: number }>({
    exit: 2,
    http: 400,
    message: (f) =>
      `Without a terminal a decision names at least ${f.least} hex digits of the picture's digest.`,
    kept: nothing,
    next: () => 'Copy it from `art review --list` or `art list-candidates`.',
  }),
  'verdicts-invalid': define<{ file: string; diagnostics: readonly Diagnostic[] }>({
    exit: 6,
    http: 422,
    message: (f) => `${f.file} cannot be signed: ${count(f.diagnostics.length, 'fault')}.`,
    kept: nothing,
    next: (f) => `Mend ${f.file} and run the command again; --dry-run shows what would be signed.`,
  }),
  'decisions-moved': define<{ jobs: readonly string[]; decided: number }>({
    exit: 5,
    http: 409,
    message: (f) =>
      `${f.jobs.length} of ${f.jobs.length + f.decided} verdicts came too late: ${few(f.jobs)}.`,
    kept: (f) => (f.decided === 0 ? 'Nothing was signed.' : `The other ${f.decided} were signed and stand.`),
    next: () => 'Run `art review --list` to see what waits now.',
  }),
  'machine-may-not-decide': define<{ identity: string }>({
    exit: 4,
    http: 403,
    message: (f) =>
      `${f.identity} is a machine identity: it may queue, inspect and comment, and never decide.`,
    kept: nothing,
    next: () => "A person decides, with a reviewer's key: `art review`.",
  }),
  'draft-not-approvable': define<{ job: string; recipeId: string }>({
    exit: 5,
    http: 409,
    message: (f) => `${f.job} was made from a draft, and drafts are never approved at the review gate.`,
    kept: nothing,
    next: (f) =>
      `Lock it with \`art recipe lock ${f.recipeId}\` and generate again: what has not changed is reused.`,
  }),
};
