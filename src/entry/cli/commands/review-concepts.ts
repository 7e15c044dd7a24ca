import type { RunCommand } from '../command-spec.ts';
import { reviewAt } from './review.ts';

export const run: RunCommand = (context, given) => reviewAt(context, given, ['concept']);
