// `npm run bench`: every bench, one after the other; ends with 1 when a bound of start-up, drawing, runs, a listing or verification is
// not kept.
import { listingTimes } from './listings.ts';
import { pack } from './pack.ts';
import { drawing } from './procedural.ts';
import { runs } from './runs.ts';
import { startUp } from './start-up.ts';
import { sweep } from './sweep.ts';
import { verifying } from './verify.ts';

const [, , given = '31'] = process.argv;
const rounds = Number(given);
if (!Number.isInteger(rounds) || rounds < 3) throw new Error('rounds: a whole number from 3');

console.log(
  `Node ${process.versions.node}, ${process.platform}-${process.arch}, ${rounds} rounds by turns\n`,
);
const isKept = startUp(rounds);
console.log();
pack(rounds);
console.log();
const isDrawingKept = await drawing(rounds);
console.log();
await sweep(2_000);
console.log();
const areRunsKept = await runs(rounds);
console.log();
const areListingsKept = await listingTimes(rounds);
console.log();
const isVerifyKept = await verifying(Math.min(rounds, 9));
process.exitCode = isKept && isDrawingKept && areRunsKept && areListingsKept && isVerifyKept ? 0 : 1;
