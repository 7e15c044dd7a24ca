import { version } from '../../version.ts';
import { globalFlags, misuseOf, parseLine, readFlag, readOperands, readWish } from './command-line.ts';
import type { CommandSpec } from './command-spec.ts';
import { commands, topics } from './commands.ts';
import type { GlobalFlags } from './context.ts';
import { watchOutput } from './watch-output.ts';
import type { FailureOf } from '../../domain/failure.ts';

async function main(argv: readonly string[]): Promise<number> {
  // Asked by the shell at every Tab: nothing that the answer does not need is loaded.
  if (argv[0] === 'complete') {
    const { answerShell } = await import('./completion/answer-shell.ts');
    return answerShell(argv);
  }
  const wish = readWish(
    argv,
    commands.map(({ name }) => name),
  );
  switch (wish.kind) {
    case 'version':
      process.stdout.write(`${version}\n`);
      return 0;
    case 'help':
      process.stdout.write(await helpOf(wish.name, argv));
      return 0;
    case 'unknown-command': {
      const { unknownCommand } = await import('./usage.ts');
      return refuse('art', argv, unknownCommand(wish.words, commands));
    }
    case 'unknown-option': {
      const { unknownOption } = await import('./usage.ts');
      return refuse('art', argv, unknownOption(wish.flag, globalFlags, null));
    }
    case 'run':
      return execute(commandNamed(wish.name), argv, wish.rest);
  }
}

function commandNamed(name: string): CommandSpec {
  const spec = commands.find((one) => one.name === name);
  if (spec === undefined) throw new Error(`no command ${name}`);
  return spec;
}

async function execute(spec: CommandSpec, argv: readonly string[], rest: readonly string[]): Promise<number> {
  const flags = [...spec.options.map(readFlag), ...globalFlags];
  const isOpen = spec.takesLevers === true;
  const parsed = parseLine(rest, flags, { isOpen });
  const misuse =
    'kind' in parsed
      ? parsed
      : isOpen
        ? null
        : misuseOf(parsed.operands, readOperands(spec.operands, spec.completes));
  if ('kind' in parsed || misuse !== null) {
    const { tellMisuse } = await import('./usage.ts');
    return refuse(spec.name, argv, tellMisuse(spec, flags, 'kind' in parsed ? parsed : (misuse as never)));
  }
  const [{ makeContext }, { run }] = await Promise.all([import('./context.ts'), spec.load()]);
  return run(makeContext(spec.name, parsed.options as GlobalFlags), parsed);
}

/** A command line that is wrong: told in the form that it asks for as far as it can be read. */
async function refuse(command: string, argv: readonly string[], met: FailureOf<'usage'>): Promise<number> {
  const { makeContext } = await import('./context.ts');
  const flags = { json: argv.includes('--json'), color: !argv.includes('--no-color') };
  return makeContext(command, flags).output.failure(met);
}

async function helpOf(name: string, argv: readonly string[]): Promise<string> {
  const { commandHelp, groupHelp, programHelp } = await import('./help.ts');
  if (name === '') return programHelp(topics);
  const spec = commands.find((one) => one.name === name);
  if (spec === undefined) {
    return groupHelp(
      name,
      commands.filter((one) => one.name.startsWith(`${name} `)),
    );
  }
  const { failureTable } = await import('../../domain/failure.ts');
  const endings = spec.failures.map((kind) => ({ kind, exit: failureTable[kind].exit }));
  // Levers are told of a recipe that is named; of a run they are the run's.
  if (spec.takesLevers !== true || !spec.operands.startsWith('<recipe>')) return commandHelp(spec, endings);
  const { leverHelp } = await import('./lever-help.ts');
  return commandHelp(spec, endings, await leverHelp(argv));
}

const exitCodeFor = watchOutput();

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = exitCodeFor(code);
  },
  (error: unknown) => {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.exitCode = 1;
    // A stack may quote a foreign name.
    void import('../../domain/source/printable.ts').then(({ printableLines }) =>
      process.stderr.write(`A fault of Artkiln itself, please report it:\n${printableLines(stack)}\n`),
    );
  },
);
