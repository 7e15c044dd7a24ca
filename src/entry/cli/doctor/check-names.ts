/** The checks in the order in which they are told: the machine first, then the project, then what they need outside. */
export const checkNames = [
  'node',
  'terminal',
  'config',
  'filesystem',
  'disk',
  'rights',
  'git',
  'conflicts',
  'records',
  'recipes',
  'backends',
  'runs',
  'leftovers',
  'ports',
  'database',
  'clock',
] as const;
export type CheckName = (typeof checkNames)[number];
