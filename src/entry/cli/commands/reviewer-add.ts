import { addReviewer } from '../../../app/add-reviewer.ts';
import { readReviewers } from '../../../app/read-decisions.ts';
import { isPublicKey } from '../../../domain/gate/key.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { printable } from '../../../domain/source/printable.ts';
import type { RunCommand } from '../command-spec.ts';
import { textOption, usage } from '../options.ts';
import { makeKey, personName, unlockReviewer } from '../unlock.ts';

/**
 * Without `--public-key`: makes this person's key if they have none; in a project without reviewers they become the root,
 * else they are told which public key to hand to a reviewer. With `--public-key`: admits another person's key.
 */
export const run: RunCommand = async (context, { operands, options }) => {
  const opened = context.project();
  if (!opened.ok) return context.output.failure(opened.failure);
  const { config, project } = opened.value;
  const unlock = { as: textOption(options['as']), passphraseFile: textOption(options['passphraseFile']) };
  const key = textOption(options['publicKey']);
  const outcome = key === null ? await addMyself() : await admit(key);
  return outcome.ok ? 0 : context.output.failure(outcome.failure);

  async function addMyself(): Promise<Result<void>> {
    const { composeKeys } = await import('../../../compose-keys.ts');
    const keys = composeKeys(config.userFolder, config.root);
    const [ring, listed] = [await readReviewers(project.decisions), await keys.list()];
    if (!ring.ok) return ring;
    if (!listed.ok) return listed;
    const isFirst = ring.value.size === 0;
    const mine = listed.value.keys.find((stored) => operands[0] === undefined || stored.name === operands[0]);
    if (!isFirst && mine !== undefined) {
      tellKey(mine.name, mine.publicKey, ring.value.has(mine.keyId));
      return ok(undefined);
    }
    const name = await newName(mine !== undefined);
    if (!name.ok) return name;
    const { unlockKey } = await import('../../../app/unlock-key.ts');
    const signer =
      mine === undefined
        ? await makeKey(context, keys, {
            name: name.value,
            passphraseFile: unlock.passphraseFile,
            hasNoPassphrase: options['passphrase'] === false,
            createdAt: project.clock.now(),
          })
        : await unlockKey({
            keys,
            ring: null,
            as: mine.keyId,
            attempts: 1,
            askPassphrase: () => unlockAsked(),
          });
    if (!signer.ok) return signer;
    try {
      if (!isFirst) {
        tellKey(signer.value.name, signer.value.publicKey, false);
        return ok(undefined);
      }
      const { publicKey, name: signerName } = signer.value;
      const addedAt = project.clock.now();
      const added = await addReviewer({
        ...project.decisions,
        publicKey,
        name: signerName,
        signer: signer.value,
        addedAt,
      });
      if (!added.ok) return added;
      const { keyId } = signer.value;
      context.output.result({ key_id: keyId, name: signerName, public_key: publicKey, root: true }, [
        `${printable(signerName)} is the first reviewer of this project (key ${keyId.slice(0, 16)}).`,
      ]);
      return ok(undefined);
    } finally {
      signer.value.dispose();
    }
  }

  /** The name of a key that is to be made: it stands on every decision, so the person is asked. */
  async function newName(hasKey: boolean): Promise<Result<string>> {
    if (operands[0] !== undefined) return ok(operands[0]);
    const usual = await personName(config);
    if (hasKey) return ok(usual);
    const { askText } = await import('../ask.ts');
    return askText(context, 'Your name, as it will stand on your decisions', usual);
  }

  async function unlockAsked(): Promise<Result<string>> {
    const { readPassphrase } = await import('../unlock.ts');
    return readPassphrase(context, unlock.passphraseFile, 'Passphrase of your key:');
  }

  function tellKey(name: string, publicKey: string, isReviewer: boolean): void {
    context.output.result({ name, public_key: publicKey, root: false, reviewer: isReviewer }, [
      isReviewer
        ? `${printable(name)} may decide in this project.`
        : `A reviewer of this project admits you with: art reviewer add ${JSON.stringify(printable(name))} --public-key ${publicKey}`,
    ]);
  }

  async function admit(publicKey: string): Promise<Result<void>> {
    const [name] = operands;
    if (!isPublicKey(publicKey) || name === undefined) {
      const what =
        name === undefined
          ? 'Whose key is it? Give a name.'
          : '--public-key takes a public key of 43 characters.';
      return fail(usage(what, 'The other person runs `art reviewer add` to see theirs.'));
    }
    const signer = await unlockReviewer(context, config, project, unlock);
    if (!signer.ok) return signer;
    try {
      const addedAt = project.clock.now();
      const added = await addReviewer({
        ...project.decisions,
        publicKey,
        name,
        signer: signer.value,
        addedAt,
      });
      if (!added.ok) return added;
      context.output.result(
        { key_id: added.value.keyId, name: added.value.name, public_key: publicKey, root: false },
        [
          `${printable(added.value.name)} may decide in this project now (key ${added.value.keyId.slice(0, 16)}).`,
        ],
      );
      return ok(undefined);
    } finally {
      signer.value.dispose();
    }
  }
};
