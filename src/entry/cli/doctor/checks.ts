import { backendsCheck } from './checks/backends.ts';
import { clockCheck } from './checks/clock.ts';
import { configCheck } from './checks/config.ts';
import { conflictsCheck } from './checks/conflicts.ts';
import { databaseCheck } from './checks/database.ts';
import { diskCheck } from './checks/disk.ts';
import { filesystemCheck } from './checks/filesystem.ts';
import { gitCheck } from './checks/git.ts';
import { leftoversCheck } from './checks/leftovers.ts';
import { nodeCheck } from './checks/node.ts';
import { portsCheck } from './checks/ports.ts';
import { recipesCheck } from './checks/recipes.ts';
import { recordsCheck } from './checks/records.ts';
import { rightsCheck } from './checks/rights.ts';
import { runsCheck } from './checks/runs.ts';
import { terminalCheck } from './checks/terminal.ts';
import { checkNames, type CheckName } from './check-names.ts';
import type { Check } from './finding.ts';

const byName: { readonly [K in CheckName]: Check } = {
  node: nodeCheck,
  terminal: terminalCheck,
  config: configCheck,
  filesystem: filesystemCheck,
  disk: diskCheck,
  rights: rightsCheck,
  git: gitCheck,
  conflicts: conflictsCheck,
  records: recordsCheck,
  recipes: recipesCheck,
  backends: backendsCheck,
  runs: runsCheck,
  leftovers: leftoversCheck,
  ports: portsCheck,
  database: databaseCheck,
  clock: clockCheck,
};

export const checks: readonly Check[] = checkNames.map((name) => byName[name]);
