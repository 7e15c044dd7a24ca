import type { Json } from '../canonical-json.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { JsonPath } from '../source/parse-json.ts';
import type { FieldTable } from './field.ts';
import type { Phase } from './recipe.ts';

/** What validation needs to know of a backend. Every `Backend` of the registry satisfies it. */
export interface BackendRules {
  readonly name: string;
  readonly isPaid: boolean;
  readonly phases: readonly Phase[];
  readonly templateFields: FieldTable;
  readonly lockedFields: FieldTable;
  readonly fileFields: readonly string[];
  validate?(recipe: {
    readonly kind: string;
    readonly levers: { readonly [name: string]: readonly string[] };
    readonly locked: { readonly [name: string]: Json };
    readonly template: { readonly [name: string]: Json };
  }): readonly (Pick<Diagnostic, 'severity' | 'code' | 'message' | 'hint'> & { readonly path: JsonPath })[];
}

/** What validation needs to know of a post stage. Every `Stage` of the registry satisfies it. */
export interface StageRules {
  readonly name: string;
  readonly params: FieldTable;
  readonly readsLocked: readonly string[];
}
