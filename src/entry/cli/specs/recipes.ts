import type { CommandTopic } from '../command-spec.ts';

export const recipes: CommandTopic = {
  title: 'Recipes',
  commands: [],
};
