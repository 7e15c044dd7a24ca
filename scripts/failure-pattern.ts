// The words of a failure with its data left open: `There is no run <run>.`
import type { FailureKind, FailureOf } from '../src/domain/failure.ts';
import { failureTable } from '../src/domain/failure.ts';
import type { FailureSpec } from '../src/domain/failures/define.ts';

const fault = { severity: 'error', code: '', file: '', message: '' } as const;

/** Data of kinds whose words depend on it: the usual case, in full. */
const samples: { readonly [K in FailureKind]?: Omit<FailureOf<K>, 'kind' | 'cause'> } = {
  usage: { what: '<what is wrong>', next: null },
  'machine-unfit': { what: '<what is wrong>', next: '<what to do>' },
  'wait-timeout': { seconds: 60 },
  'database-timeout': { doing: 'Starting the database', timeoutMs: 60_000, why: '<why>' },
  'digest-too-short': { digest: 'ab', least: 12 },
  'nothing-to-ship': { approved: 0, promote: [] },
  'unknown-lever': { fault: 'unknown-lever', flag: '--hiar', near: ['--hair'], known: ['--hair', '--armor'] },
  'lever-value-outside-enum': {
    fault: 'lever-value-outside-enum',
    flag: '--hair',
    value: 'rde',
    near: ['red'],
    known: ['red', 'blond'],
  },
  'missing-lever': { fault: 'missing-lever', flag: '--hair', known: ['red', 'blond'], isNamed: true },
  'levers-invalid': {
    faults: [
      { fault: 'unknown-lever', flag: '--hiar', near: ['--hair'], known: ['--hair'] },
      { fault: 'missing-lever', flag: '--hair', known: ['red', 'blond'], isNamed: true },
    ],
  },
  'recipe-not-found': { recipeId: '<recipe>', near: [] },
  'recipe-invalid': { file: '<file>', diagnostics: [fault] },
  'content-invalid': { file: '<file>', diagnostics: [fault] },
  'reviewers-invalid': { file: 'content/reviewers.json', faults: [{ code: 'duplicate-key', at: '2' }] },
  'decision-invalid': { file: '<file>', reason: 'id-mismatch', at: null },
  'ambiguous-promotion': { assetId: '<asset>', promotions: ['<promotion>', '<promotion>'] },
  'recipe-drift': {
    recipeId: 'iron.icon.axe.v1',
    drift: [{ path: 'content/recipes/iron.icon.axe.v1.json', change: 'changed', was: null, is: null }],
  },
};

export interface FailurePattern {
  readonly message: string;
  readonly kept: string | null;
  readonly next: string | null;
}

/** The words of a kind; `null` where no open data gives them. */
export function patternOf(kind: FailureKind): FailurePattern | null {
  const spec = failureTable[kind] as unknown as FailureSpec<object>;
  const data = samples[kind] ?? openData;
  try {
    const words = [spec.message(data), spec.kept?.(data) ?? null, spec.next?.(data) ?? null] as const;
    if (
      words.some(
        (one) => one !== null && (typeof one !== 'string' || /undefined|NaN|\[object|function/.test(one)),
      )
    )
      return null;
    const [message, kept, next] = words;
    return { message, kept, next };
  } catch {
    return null;
  }
}

/** `retriesLeft` as a person reads it. */
const spaced = (name: string): string =>
  name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);

/**
 * Whatever is read from it is `<its name>`, be it taken for a text, a list of one or an object.
 */
function openValue(name: string): object {
  const word = `<${spaced(name)}>`;
  const members: { [name: string | symbol]: unknown } = {
    length: 1,
    [Symbol.toPrimitive]: () => word,
    toString: () => word,
    join: () => word,
    slice: () => openValue(name),
    map: (say: (member: unknown, place: number) => unknown) => [say(openValue(name.replace(/s$/, '')), 0)],
    filter: () => openValue(name),
    flatMap: (say: (member: unknown) => unknown) => [say(openValue(name.replace(/s$/, '')))].flat(),
    split: () => [word],
    replace: () => word,
    [Symbol.iterator]: () => [openValue(name.replace(/s$/, ''))][Symbol.iterator](),
  };
  return new Proxy(members, {
    get: (target, key) => target[key] ?? (typeof key === 'string' ? openValue(key) : undefined),
  });
}

const openData: object = new Proxy(
  {},
  { get: (_, key) => (typeof key === 'string' ? openValue(key) : undefined) },
);
