import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decisionPath, parseDecision, renderDecision } from '../../src/domain/gate/decision.ts';
import { renderReviewers } from '../../src/domain/gate/reviewers.ts';
import { decide, threeReviewers } from '../rig/gate.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/reference/decisions.md'), 'utf8');
const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';
const decision = decide('Bryn', { verdict: 'reject', reason: 'the "axe"\n\u00e9 \u{1f642} \\ </script>' });
let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'art-gate-docs-'));
  mkdirSync(join(root, 'content/decisions'), { recursive: true });
  writeFileSync(join(root, 'content/reviewers.json'), renderReviewers(threeReviewers));
  writeFileSync(join(root, 'check.mjs'), block('js'));
  writeFileSync(join(root, 'check.sh'), block('sh'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const put = (text: string) => writeFileSync(join(root, decisionPath(decision.payload.id)), text);
const run = (program: string, ...args: string[]) =>
  execFileSync(program, [...args, decision.payload.id], { cwd: root, encoding: 'utf8', stdio: 'pipe' });
const says = (program: string, ...args: string[]): string => {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe' });
  } catch {
    return '';
  }
};
const hasTools = says('openssl', 'version').startsWith('OpenSSL 3') && says('jq', '--version') !== '';

test('the decision shown on the page is one', () => {
  expect(parseDecision(block('json'))).toEqual({ ok: true, value: decide('Asa') });
});

test('the script on the page confirms a decision and finds an edited one out', () => {
  put(renderDecision(decision));
  expect(run('node', 'check.mjs')).toBe(
    `id true\nkey true\nsignature true\nreject of ${decision.payload.bytes} by "Bryn"\n`,
  );
  put(renderDecision(decision).replace('"reject"', '"approve"'));
  expect(run('node', 'check.mjs')).toMatch(/^id false\nkey true\nsignature false\n/);
});

// OpenSSL's command line and jq are not part of what Artkiln needs; the script above covers the same ground.
test.skipIf(!hasTools)('so do OpenSSL and jq', () => {
  put(renderDecision(decision));
  expect(run('sh', 'check.sh')).toContain('Signature Verified Successfully');
  put(renderDecision(decision).replace('"reject"', '"approve"'));
  expect(() => run('sh', 'check.sh')).toThrow(/Command failed/);
});
