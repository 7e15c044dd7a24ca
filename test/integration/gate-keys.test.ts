import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifySignature } from '../../src/adapters/files/ed25519.ts';
import { reviewerKeys } from '../../src/adapters/files/reviewer-key.ts';
import { keyIdOf } from '../../src/domain/gate/key.ts';
import { sha256 } from '../../src/adapters/files/sha256.ts';
import type { Signer } from '../../src/ports/signer.ts';
import { failureOf, keyIdFor, someTime, valueOf } from '../rig/gate.ts';

// The least that a key file may say; the usual cost takes half a second a key.
const cost = { n: 2 ** 15, r: 8, p: 1 };
let home = '';
let folder = '';
const keys = () => reviewerKeys({ folder, cost });
const pathOf = (signer: Signer) => join(folder, `${signer.keyId}.json`);
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

const create = (name = 'Asa', passphrase = 'long boats', allowEmptyPassphrase = false) =>
  keys().create({ name, passphrase, allowEmptyPassphrase, createdAt: someTime });

/** Rewrites a field of a key file, and keeps its rights. */
function edit(path: string, change: (file: Record<string, unknown>) => void): void {
  const file = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  change(file);
  writeFileSync(path, JSON.stringify(file));
}

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'art-keys-'));
  folder = join(home, 'config', 'artkiln', 'keys');
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

describe('a new key', () => {
  test('lies alone in a folder that only its owner can reach', async () => {
    const signer = valueOf(await create());
    expect(readdirSync(folder)).toEqual([`${signer.keyId}.json`]);
    expect(mode(pathOf(signer))).toBe('600');
    expect(mode(folder)).toBe('700');
    expect(keyIdOf(signer.publicKey, sha256)).toBe(signer.keyId);
  });

  test('has these rights under a careless umask as well', async () => {
    const before = process.umask(0);
    try {
      const signer = valueOf(await create());
      expect([mode(pathOf(signer)), mode(folder)]).toEqual(['600', '700']);
    } finally {
      process.umask(before);
    }
  });

  test('signs at once and the same after it was unlocked from its file', async () => {
    const made = valueOf(await create());
    const unlocked = valueOf(await keys().unlock(made.keyId, 'long boats'));
    const signature = await made.sign('text \u00e9');
    expect(await unlocked.sign('text \u00e9')).toBe(signature);
    expect(verifySignature(made.publicKey, 'text \u00e9', signature)).toBe(true);
    expect(verifySignature(made.publicKey, 'text e', signature)).toBe(false);
  });

  test('is opened by the same passphrase in another Unicode form', async () => {
    const made = valueOf(await create('Asa', 'sm\u00f8rebr\u00f8d \u00e9'.normalize('NFD')));
    const composed = 'sm\u00f8rebr\u00f8d \u00e9'.normalize('NFC');
    expect((await keys().unlock(made.keyId, composed)).ok).toBe(true);
  });

  test('without a passphrase is made only when asked for, and says so in its file', async () => {
    expect(failureOf(await create('Asa', ''))).toBe('passphrase-missing');
    expect(existsSync(folder)).toBe(false);
    const made = valueOf(await create('Asa', '', true));
    expect(JSON.parse(readFileSync(pathOf(made), 'utf8'))).toMatchObject({ encrypted: false, kdf: null });
    expect(valueOf(await keys().list()).keys).toMatchObject([{ isEncrypted: false, name: 'Asa' }]);
    expect((await keys().unlock(made.keyId, '')).ok).toBe(true);
  });

  test('needs a name that can be read', async () => {
    expect(failureOf(await create('\u202e\n'))).toBe('reviewer-name-invalid');
    expect(valueOf(await create(' \u001b[31mAsa ')).name).toBe('[31mAsa');
  });

  test('stands beside others that were made in the same instant', async () => {
    const made = await Promise.all(['Asa', 'Bryn', 'Calla', 'Dag'].map((name) => create(name)));
    const listed = valueOf(await keys().list());
    expect(listed.damaged).toEqual([]);
    expect(listed.keys.map(({ name }) => name)).toEqual(['Asa', 'Bryn', 'Calla', 'Dag']);
    expect(new Set(made.map((one) => valueOf(one).keyId)).size).toBe(4);
  });

  test('never lies in the project, also when a link leads there', async () => {
    const project = join(home, 'project');
    mkdirSync(project);
    symlinkSync(project, join(home, 'elsewhere'));
    for (const inside of [join(project, 'config', 'keys'), join(home, 'elsewhere', 'keys'), project]) {
      const inProject = reviewerKeys({ folder: inside, projectRoot: project, cost });
      const key = { name: 'Asa', passphrase: 'x', allowEmptyPassphrase: false, createdAt: someTime };
      expect(failureOf(await inProject.create(key))).toBe('key-in-project');
    }
    expect(readdirSync(project)).toEqual([]);
  });
});

describe('unlocking', () => {
  test('with the wrong passphrase is refused, and with an empty one too', async () => {
    const made = valueOf(await create());
    expect(failureOf(await keys().unlock(made.keyId, 'long boat'))).toBe('wrong-passphrase');
    expect(failureOf(await keys().unlock(made.keyId, ''))).toBe('wrong-passphrase');
  });

  test('a key that is not there says so, in a folder and without one', async () => {
    expect(failureOf(await keys().unlock(keyIdFor('Asa'), ''))).toBe('key-not-found');
    await create();
    expect(failureOf(await keys().unlock(keyIdFor('Asa'), ''))).toBe('key-not-found');
  });

  test.each([0o640, 0o604, 0o620, 0o677])('a file with mode %o is refused', async (bits) => {
    const made = valueOf(await create());
    chmodSync(pathOf(made), bits);
    const unlocked = await keys().unlock(made.keyId, 'long boats');
    expect(unlocked).toMatchObject({
      failure: { kind: 'key-exposed', mode: bits.toString(8), chmod: '600' },
    });
  });

  test('a file in a folder that others can enter is refused, and no key is added to it', async () => {
    const made = valueOf(await create());
    chmodSync(folder, 0o755);
    expect(failureOf(await keys().unlock(made.keyId, 'long boats'))).toBe('key-exposed');
    expect(failureOf(await create('Bryn'))).toBe('key-exposed');
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('another name or another time in the file does not open it any more', async () => {
    const made = valueOf(await create());
    edit(pathOf(made), (file) => (file['name'] = 'Bryn'));
    expect(failureOf(await keys().unlock(made.keyId, 'long boats'))).toBe('wrong-passphrase');
  });

  test.each<[string, (file: Record<string, unknown>) => void]>([
    [
      'asks for more memory than is sane',
      (file) => Object.assign(file['kdf'] as object, { n: 2 ** 20, r: 32 }),
    ],
    ['asks for too little work', (file) => ((file['kdf'] as { n: number }).n = 2 ** 10)],
    ['asks for an odd amount of work', (file) => ((file['kdf'] as { n: number }).n = 2 ** 15 + 1)],
    ['has a short tag', (file) => ((file['cipher'] as { tag: string }).tag = 'AAAAAA')],
    ['says it is not encrypted', (file) => (file['encrypted'] = false)],
    ['has another public key', (file) => (file['public_key'] = 'A'.repeat(43))],
    ['has a field more', (file) => (file['note'] = '')],
  ])('a file that %s is damaged', async (_, change) => {
    const made = valueOf(await create());
    edit(pathOf(made), change);
    expect(failureOf(await keys().unlock(made.keyId, 'long boats'))).toBe('key-file-damaged');
    expect(valueOf(await keys().list())).toEqual({ keys: [], damaged: [pathOf(made)] });
  });

  test('a file of a later version is told as such, and listed as unusable', async () => {
    const made = valueOf(await create());
    edit(pathOf(made), (file) => (file['schema_version'] = 2));
    expect(failureOf(await keys().unlock(made.keyId, 'long boats'))).toBe('file-newer');
    expect(valueOf(await keys().list())).toEqual({ keys: [], damaged: [pathOf(made)] });
  });

  test('a file that was cut off is damaged, and the keys beside it are not', async () => {
    const made = valueOf(await create('Asa'));
    const other = valueOf(await create('Bryn'));
    writeFileSync(pathOf(made), readFileSync(pathOf(made)).subarray(0, 100));
    expect(failureOf(await keys().unlock(made.keyId, 'long boats'))).toBe('key-file-damaged');
    expect((await keys().unlock(other.keyId, 'long boats')).ok).toBe(true);
  });

  test("a file under another key's name is damaged", async () => {
    const made = valueOf(await create());
    renameSync(pathOf(made), join(folder, `${keyIdFor('Asa')}.json`));
    expect(failureOf(await keys().unlock(keyIdFor('Asa'), 'long boats'))).toBe('key-file-damaged');
  });

  test('an unencrypted key with the private half of another is damaged', async () => {
    const made = valueOf(await create('Asa', '', true));
    edit(pathOf(made), (file) => (file['secret'] = 'A'.repeat(43)));
    expect(failureOf(await keys().unlock(made.keyId, ''))).toBe('key-file-damaged');
  });
});

test('a key that was locked again signs nothing', async () => {
  const made = valueOf(await create());
  made.dispose();
  made.dispose();
  await expect(made.sign('text')).rejects.toThrow('locked');
});

test('no key anywhere is an empty list', async () => {
  expect(valueOf(await keys().list())).toEqual({ keys: [], damaged: [] });
  expect(existsSync(folder)).toBe(false);
});
