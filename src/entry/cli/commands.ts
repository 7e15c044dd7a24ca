import type { CommandSpec, CommandTopic } from './command-spec.ts';
import { database } from './specs/database.ts';
import { deciding } from './specs/deciding.ts';
import { looking } from './specs/looking.ts';
import { making } from './specs/making.ts';
import { mending } from './specs/mending.ts';
import { moving } from './specs/moving.ts';
import { project } from './specs/project.ts';
import { proving } from './specs/proving.ts';
import { recipes } from './specs/recipes.ts';
import { recovering } from './specs/recovering.ts';
import { reviewers } from './specs/reviewers.ts';
import { shipping } from './specs/shipping.ts';

/** The commands by topic, in the order of the help: those of every day first. */
export const topics: readonly CommandTopic[] = [
  project,
  making,
  looking,
  deciding,
  shipping,
  proving,
  mending,
  recovering,
  moving,
  recipes,
  reviewers,
  database,
];

export const commands: readonly CommandSpec[] = topics.flatMap((topic) => topic.commands);
