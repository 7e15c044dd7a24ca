declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** SHA-256 as 64 lower-case hex digits. */
export type Digest = Branded<string, 'Digest'>;
/** Digest of everything that determines a stage's result. */
export type Fingerprint = Branded<string, 'Fingerprint'>;
/** SHA-256 of a lever binding's canonical JSON. */
export type BindingHash = Branded<string, 'BindingHash'>;
/** `<age>.<kind>.<slug>.v<N>` */
export type RecipeId = Branded<string, 'RecipeId'>;
/** `run_<NNNN>_<4 base32>` */
export type RunId = Branded<string, 'RunId'>;
/** Random id of a project, made by `art init`: `prj_` and 20 base32 digits. */
export type ProjectId = Branded<string, 'ProjectId'>;
/** What the game calls a piece of art: `^[a-z0-9][a-z0-9_./-]{0,95}$`, no empty or dot segment. */
export type AssetId = Branded<string, 'AssetId'>;
/** Name of a backend, stage, validator or exporter: `^[a-z][a-z0-9-]{0,31}$`. */
export type PluginName = string;

/** SHA-256, given to the pure layers as an argument. Strings are hashed as UTF-8. */
export type Sha256 = (data: string | Uint8Array) => Digest;

const digestPattern = /^[0-9a-f]{64}$/;
const recipeIdPattern = /^([a-z0-9_-]+)\.([a-z0-9_-]+)\.([a-z0-9_-]+)\.v([1-9][0-9]{0,5})$/;
const runIdPattern = /^run_([0-9]{4,})_([a-z2-7]{4})$/;
const projectIdPattern = /^prj_[a-z2-7]{20}$/;
const pluginNamePattern = /^[a-z][a-z0-9-]{0,31}$/;
const assetIdPattern = /^[a-z0-9][a-z0-9_-]*([./][a-z0-9_-]+)*$/;

export const isDigest = (text: string): text is Digest => digestPattern.test(text);
export const isRecipeId = (text: string): text is RecipeId =>
  text.length <= 128 && recipeIdPattern.test(text);
export const isRunId = (text: string): text is RunId => text.length <= 24 && runIdPattern.test(text);
export const isProjectId = (text: string): text is ProjectId => projectIdPattern.test(text);
export const isPluginName = (text: string): text is PluginName => pluginNamePattern.test(text);
export const isAssetId = (text: string): text is AssetId => text.length <= 96 && assetIdPattern.test(text);

/** The four parts of a recipe id. */
export function splitRecipeId(id: RecipeId): { age: string; kind: string; slug: string; version: number } {
  const [, age = '', kind = '', slug = '', version = '0'] = recipeIdPattern.exec(id) ?? [];
  return { age, kind, slug, version: Number(version) };
}

/** The number in a run id: 42 of `run_0042_k3f9`. */
export const runNumber = (id: RunId): number => Number(runIdPattern.exec(id)?.[1] ?? 0);

/** First 16 hex digits, a folder name only: stores and compares use all 64. */
export const hash16 = (hash: BindingHash): string => hash.slice(0, 16);

/** Marks text as a digest. Only for text that a hash function or a checked pattern just gave. */
export const asDigest = (hex: string): Digest => {
  if (!digestPattern.test(hex)) throw new Error('not a SHA-256 digest in hex');
  return hex as Digest;
};
export const asFingerprint = (digest: Digest): Fingerprint => digest as string as Fingerprint;
export const asBindingHash = (digest: Digest): BindingHash => digest as string as BindingHash;
