import { cliFailures } from './failures/cli.ts';
import { databaseFailures } from './failures/database.ts';
import type { ExitCode, FailureSpec } from './failures/define.ts';
import { gateFailures } from './failures/gate.ts';
import { jobFailures } from './failures/job.ts';
import { makingFailures } from './failures/making.ts';
import { movingFailures } from './failures/moving.ts';
import { pictureFailures } from './failures/picture.ts';
import { recipeFailures } from './failures/recipe.ts';
import { recoveryFailures } from './failures/recovery.ts';
import { shippingFailures } from './failures/shipping.ts';
import { storeFailures } from './failures/store.ts';

/** Every failure that a user can meet. The key is its public name; the union `Failure` is read off this table. */
export const failureTable = {
  ...cliFailures,
  ...databaseFailures,
  ...gateFailures,
  ...jobFailures,
  ...makingFailures,
  ...movingFailures,
  ...pictureFailures,
  ...recipeFailures,
  ...recoveryFailures,
  ...shippingFailures,
  ...storeFailures,
};

type Table = typeof failureTable;
type DataOf<S> = S extends FailureSpec<infer Data> ? Data : never;

export type FailureKind = keyof Table;

/** An expected bad outcome: its kind, the data of that kind, and the foreign exception behind it, if any. */
export type Failure = {
  [K in FailureKind]: { readonly kind: K; readonly cause?: unknown } & Readonly<DataOf<Table[K]>>;
}[FailureKind];

export type FailureOf<K extends FailureKind> = Extract<Failure, { kind: K }>;

/** Makes a failure. @example failure('recipe-not-found', { recipeId: 'a.b.c.v1', near: [] }) */
export function failure<K extends FailureKind>(
  kind: K,
  data: Omit<FailureOf<K>, 'kind' | 'cause'>,
  cause?: unknown,
): FailureOf<K> {
  return { kind, ...data, ...(cause === undefined ? {} : { cause }) } as unknown as FailureOf<K>;
}

export interface ToldFailure {
  readonly kind: FailureKind;
  readonly exit: ExitCode;
  readonly http: number;
  readonly message: string;
  readonly kept: string | null;
  readonly next: string | null;
}

/** The failure in words. The text may hold foreign strings; whoever prints it escapes them. */
export function tell(told: Failure): ToldFailure {
  const spec = failureTable[told.kind] as unknown as FailureSpec<Failure>;
  return {
    kind: told.kind,
    exit: spec.exit,
    http: spec.http,
    message: spec.message(told),
    kept: spec.kept?.(told) ?? null,
    next: spec.next?.(told) ?? null,
  };
}
