/**
 * What a recipe field may hold. Backends and stages document their own fields with these, and one validator
 * checks them all, so that every fault is reported at once and pointed at.
 */
export type FieldRule =
  | {
      readonly type: 'string';
      readonly pattern?: string;
      readonly oneOf?: readonly string[];
      readonly maxLength?: number;
    }
  | { readonly type: 'integer' | 'number'; readonly min?: number; readonly max?: number }
  | { readonly type: 'boolean' }
  | {
      readonly type: 'list';
      readonly items: FieldRule;
      readonly minItems?: number;
      readonly maxItems?: number;
    }
  | { readonly type: 'object'; readonly fields: FieldTable }
  | { readonly type: 'map'; readonly values: FieldRule; readonly keyPattern?: string }
  | { readonly type: 'pair'; readonly items: FieldRule }
  /** A file of the project, relative to its root, `/` between segments. */
  | { readonly type: 'file'; readonly pattern?: string };

export interface Field {
  readonly rule: FieldRule;
  readonly required?: boolean;
  /** What it means, with its unit. */
  readonly doc: string;
  /** Text in which `{lever}` placeholders are filled in; only for strings. */
  readonly isTemplate?: boolean;
}

export type FieldTable = { readonly [name: string]: Field };
