// Draws the lines of the golden file and prints their digests with the locale that they were drawn under.
import golden from '../golden/procedural.json' with { type: 'json' };
import { digestsOf, versionKey } from './procedural-digests.ts';

const lines = Object.keys((golden as { [version: string]: { [line: string]: string } })[versionKey] ?? {});
const step = Number(process.argv[2] ?? 1);
const digests = await digestsOf(lines.filter((_, i) => i % step === 0));
const { locale } = Intl.DateTimeFormat().resolvedOptions();
console.log(JSON.stringify({ node: process.versions.node, locale, digests }));
