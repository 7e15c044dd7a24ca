import { describe, expect, it } from 'vitest';
import { failure } from '../../../domain/failure.ts';
import { fail } from '../../../domain/result.ts';
import type { Surroundings } from '../../config.ts';
import { factsOf, styleFor } from '../terminal/style.ts';
import { examine } from './examine.ts';
import { fault, fine, some, warning, type Check, type Subject } from './finding.ts';
import { findingLines } from './tell-findings.ts';

const facts = factsOf({}, {}, false);
const subject: Subject = {
  surroundings: {} as Surroundings,
  facts: () => facts,
  root: null,
  config: fail(failure('project-not-found', { from: '/' })),
  project: null,
};
const check = (name: Check['name'], look: Extract<Check, { needs: 'machine' }>['look']): Check => ({
  name,
  about: '',
  needs: 'machine',
  look,
});

describe('examine', () => {
  it('bounds each check, so that one that hangs is a finding and the others are told', async () => {
    const hanging = check('disk', () => new Promise<never>(() => undefined));
    const sound = check('node', () => [fine('node-version', 'Node.')]);
    const { findings, isStuck } = await examine([hanging, sound], subject, 1);
    expect(findings.map(({ check: name, id }) => [name, id])).toEqual([
      ['disk', 'check-unfinished'],
      ['node', 'node-version'],
    ]);
    expect(isStuck).toBe(true);
  });

  it('makes a finding of what the system refuses, and throws a fault of ours', async () => {
    const refused = Object.assign(new Error('no'), { code: 'EACCES', path: '/x' });
    const told = await examine([check('disk', () => Promise.reject(refused))], subject);
    expect(told.findings[0]).toMatchObject({ id: 'check-refused', severity: 'error' });
    const broken = check('disk', () => Promise.reject(new TypeError('a bug')));
    await expect(examine([broken], subject)).rejects.toThrow('a bug');
  });

  it('passes over what has nothing to look at, and says so', async () => {
    const needy: Check = { name: 'runs', about: '', needs: 'project', look: () => [fine('x', 'x')] };
    expect(await examine([needy], subject)).toEqual({ findings: [], skipped: ['runs'], isStuck: false });
  });
});

describe('findingLines', () => {
  const options = { columns: 40, style: styleFor(facts), isWhole: false };
  const findings = [
    { check: 'disk' as const, ...fault('disk-full', 'Only 1 MB free at /x\u001b[2J.', 'Free some space.') },
    { check: 'node' as const, ...fine('node-version', 'Node.') },
    { check: 'git' as const, ...warning('git-missing', 'No git.', 'Install git.') },
  ];

  it('tells the worst last, with its fix, and no control code of a stranger', () => {
    expect(findingLines(findings, [], options)).toEqual([
      'ok     node',
      'warn   git: No git.',
      '       fix: Install git.',
      'error  disk: Only 1 MB free at',
      '       /x\\u001b[2J.',
      '       fix: Free some space.',
      '1 error, 1 warning',
    ]);
  });

  it('keeps prose within the terminal', () => {
    const long = [{ check: 'node' as const, ...fine('x', 'word '.repeat(40).trim()) }];
    for (const line of findingLines(long, [], { ...options, isWhole: true }))
      expect(line.length).toBeLessThan(41);
  });
});

it('names the first few and counts the others', () => {
  expect(some(['a', 'b'])).toBe('a, b');
  expect(some(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
});
