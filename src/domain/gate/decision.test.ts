import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  context,
  decide,
  digestOf,
  draft,
  keyIdFor,
  ringOf,
  signAs,
  threeReviewers,
} from '../../../test/rig/gate.ts';
import { sha256 } from '../../adapters/files/sha256.ts';
import {
  isDecisionId,
  makePayload,
  parseDecision,
  payloadId,
  renderDecision,
  signingText,
  type DecisionFile,
  type DecisionPayload,
} from './decision.ts';
import { trustDecision } from './trust.ts';

const ring = ringOf(threeReviewers);

/** What becomes of a file's text: why it does not count, or `null` where it does. */
function whyNot(text: string): string | null {
  const file = parseDecision(text);
  if (!file.ok) return file.failure.code;
  const verdict = trustDecision(file.value, { ...context, ring });
  return verdict.isTrusted ? null : verdict.reason;
}

const faultOf = (text: string) => {
  const file = parseDecision(text);
  return file.ok ? null : file.failure;
};

const withPayload = (change: object): string => {
  const file = decide('Asa', { reason: 'clean outline' });
  return JSON.stringify({ ...file, payload: { ...file.payload, ...change } });
};

test('a decision is read back as it was written', () => {
  const file = decide('Bryn', { verdict: 'reject', reason: 'the axe\n"floats" \u{1f642}' });
  expect(parseDecision(renderDecision(file))).toEqual({ ok: true, value: file });
  expect(whyNot(renderDecision(file))).toBeNull();
});

test('the signed text, the id and the file of a known decision are these', () => {
  // Worked out by a second implementation (Python's json and hashlib, OpenSSL's verify). A change here makes every
  // decision that was ever signed worthless.
  const payload = makePayload(draft('Asa'), sha256);
  expect(signingText(payload).startsWith('art-decision/1\0{"backend":"procedural","binding_hash":"')).toBe(
    true,
  );
  expect(payload.id).toBe('96dd8945af27579334069e56e72b2a37f641fc4ce6d250b905e145ca76baecaf');
  expect(digestOf(signingText(payload))).toBe(
    'cea3aa568f3ba0cdb4f3bbd27b8cb2d96ea18e1562391b281733e987a906c38b',
  );
  expect(digestOf(renderDecision(decide('Asa')))).toBe(
    '97004ab793ab89afa619b70cdf7377f5e114da57fdd085e46d22da8d1291b5bf',
  );
});

test('an id is the digest of the rest, and supersedes are sorted without repeats', () => {
  const [a, b] = [decide('Asa'), decide('Bryn')].map((file) => file.payload.id).sort();
  if (a === undefined || b === undefined) throw new Error('two ids');
  const payload = makePayload(draft('Asa', { supersedes: [b, a, b] }), sha256);
  expect(payload.supersedes).toEqual([a, b]);
  expect(payloadId(payload, sha256)).toBe(payload.id);
  expect(isDecisionId(payload.id)).toBe(true);
});

describe('an edited decision file is never trusted', () => {
  test('whichever single character is changed, unless it is white space', () => {
    const text = renderDecision(decide('Asa', { reason: 'clean outline', verdict: 'reject' }));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: text.length - 1 }),
        fc.string({ unit: 'binary-ascii', minLength: 0, maxLength: 1 }),
        (at, character) => {
          const edited = text.slice(0, at) + character + text.slice(at + 1);
          const bare = (json: string) => json.replace(/("[^"]*")|\s+/g, '$1');
          fc.pre(bare(edited) !== bare(text));
          expect(whyNot(edited)).not.toBeNull();
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('at every character of every value, the digit beside it in its place', () => {
    const text = renderDecision(decide('Calla', { reason: 'clean outline' }));
    for (let at = 0; at < text.length; at += 1) {
      const was = text[at] ?? '';
      if (/\s/.test(was) && text[at - 1] !== 'n') continue;
      const other = was === '0' ? '1' : was === 'a' ? 'b' : /[0-9]/.test(was) ? '0' : 'a';
      expect(whyNot(text.slice(0, at) + other + text.slice(at + 1)), `${at}: ${was}`).not.toBeNull();
    }
  });

  test('when the editor gives it its right id again', () => {
    const file = decide('Asa', { verdict: 'reject' });
    const turned = makePayload({ ...draft('Asa'), verdict: 'approve' }, sha256);
    expect(whyNot(renderDecision({ ...file, payload: turned }))).toBe('bad-signature');
  });

  test('when another reviewer is named as the signer', () => {
    const file = decide('Asa');
    const payload = makePayload({ ...draft('Bryn') }, sha256);
    expect(whyNot(renderDecision({ payload, signature: file.signature }))).toBe('bad-signature');
  });

  test('when its signature is spelled in another way', () => {
    const { payload, signature } = decide('Asa');
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // 64 bytes leave four spare bits in the last digit.
    const last = digits.indexOf(signature.at(-1) ?? '');
    const respelled = signature.slice(0, -1) + digits[last | 1];
    expect(Buffer.from(respelled, 'base64url')).toEqual(Buffer.from(signature, 'base64url'));
    expect(faultOf(JSON.stringify({ payload, signature: respelled }))).toEqual({
      code: 'bad-value',
      at: 'signature',
    });
  });
});

describe('the form is closed', () => {
  test('white space and the order of keys are free', () => {
    const file = decide('Asa', { reason: 'two  spaces' });
    const turned = Object.fromEntries(Object.entries(file.payload).reverse());
    const text = JSON.stringify({ signature: file.signature, payload: turned }, null, '\t');
    expect(whyNot(text.replaceAll('\n', '\r\n'))).toBeNull();
  });

  test('a key given twice is refused, whichever of the two a reader would keep', () => {
    const text = JSON.stringify(decide('Asa'));
    const twice = text.replace('"verdict":"approve"', '"verdict":"reject","verdict":"approve"');
    expect(faultOf(twice)?.code).toBe('not-canonical');
  });

  test('a number or a letter spelled in another way is refused', () => {
    const text = JSON.stringify(decide('Asa'));
    expect(faultOf(text.replace('"schema_version":1', '"schema_version":1.0'))?.code).toBe('not-canonical');
    expect(faultOf(text.replace('"approve"', '"\\u0061pprove"'))?.code).toBe('not-canonical');
  });

  test('a field more is refused, also one named __proto__', () => {
    expect(faultOf(withPayload({ note: 1 }))).toEqual({ code: 'unknown-field', at: 'payload.note' });
    const text = JSON.stringify(decide('Asa')).replace('{"payload"', '{"__proto__":{},"payload"');
    expect(faultOf(text)).toEqual({ code: 'unknown-field', at: '__proto__' });
  });

  test('a field less is refused, whichever it is', () => {
    const file = decide('Asa');
    for (const key of Object.keys(file.payload)) {
      const { [key as keyof DecisionPayload]: _, ...rest } = file.payload;
      expect(faultOf(JSON.stringify({ ...file, payload: rest }))?.code).toBe('missing-field');
    }
  });

  test('a later version is named as such, whatever else it holds', () => {
    expect(faultOf(withPayload({ schema_version: 2, note: 1 }))).toEqual({
      code: 'newer-version',
      at: 'payload.schema_version',
      version: 2,
    });
  });

  test.each([
    ['verdict', 'approved'],
    ['gate', 'final'],
    ['bytes', digestOf('x').toUpperCase()],
    ['decided_at', '2025-02-30T09:30:00.000Z'],
    ['decided_at', '2025-01-31T09:30:00Z'],
    ['child_index', -1],
    ['child_index', 1.5],
    ['child_index', null],
    ['sprites', null],
    ['binding_hash', null],
    ['backend', null],
    ['backend', '../x'],
    ['kind', 'a b'],
    ['recipe_id', 'viking.character'],
    ['reason', ''],
    ['reason', ' padded '],
    ['reason', 'bell \u0007'],
    ['reason', '\ud800'],
    ['supersedes', [digestOf('b'), digestOf('b')]],
    ['supersedes', {}],
    ['schema_version', 0],
    ['schema_version', '1'],
  ])('payload.%s cannot be %j', (field, value) => {
    expect(faultOf(withPayload({ [field]: value }))).toEqual({ code: 'bad-value', at: `payload.${field}` });
  });

  test('unsorted supersedes are refused', () => {
    const ids = [digestOf('a'), digestOf('b')].sort().reverse();
    expect(faultOf(withPayload({ supersedes: ids }))?.at).toBe('payload.supersedes');
  });

  test('a concept decision has no sprite table', () => {
    expect(parseDecision(renderDecision(decide('Asa', { gate: 'concept', sprites: null }))).ok).toBe(true);
    expect(faultOf(withPayload({ gate: 'concept' }))).toEqual({ code: 'bad-value', at: 'payload.sprites' });
  });

  test.each(['', 'null', '[]', '<<<<<<< HEAD\n{}', '{"payload":null,"signature":null}'])(
    '%j is none',
    (text) => {
      expect(parseDecision(text).ok).toBe(false);
    },
  );

  test('nesting without end is a fault and no crash', () => {
    expect(faultOf('['.repeat(200_000) + ']'.repeat(200_000))).not.toBeNull();
  });

  test('any text at all is a fault and never an exception', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.json({ maxDepth: 2 })),
        (text) => !parseDecision(text).ok,
      ),
    );
  });
});

test('fields that no file may hold are a bug of the caller', () => {
  expect(() => makePayload(draft('Asa', { reason: ' ' }), sha256)).toThrow(TypeError);
  expect(() => makePayload(draft('Asa', { sprites: null }), sha256)).toThrow(TypeError);
});

describe('a decision does not count', () => {
  const reasonOf = (file: DecisionFile) => whyNot(renderDecision(file));

  test('in a project that it was not made in', () => {
    const elsewhere = draft('Asa').project_id.replace('abc', 'xyz') as DecisionPayload['project_id'];
    expect(reasonOf(decide('Asa', { project_id: elsewhere }))).toBe('other-project');
  });

  test('under an id that is not its own, even when its reviewer signed that', () => {
    const { id } = decide('Bryn', { verdict: 'reject' }).payload;
    expect(reasonOf(signAs('Asa', { ...decide('Asa').payload, id }))).toBe('id-mismatch');
  });

  test('by a key that is no reviewer', () => {
    expect(keyIdFor('Mallory')).not.toBe(keyIdFor('Asa'));
    expect(reasonOf(decide('Mallory'))).toBe('unknown-key');
  });
});
