import { Command, CommanderError, Option } from 'commander';
import { version } from '../../version.ts';
import type { CommandSpec, Given } from './command-spec.ts';
import { commands, topics } from './commands.ts';
import type { GlobalFlags } from './context.ts';
import { globalOptions, groups } from './program-options.ts';

async function main(argv: readonly string[]): Promise<number> {
  // Asked by the shell at every Tab: nothing that the answer does not need is loaded.
  if (argv[0] === 'complete') {
    const { answerShell } = await import('./completion/answer-shell.ts');
    return answerShell(argv);
  }
  let exitCode = 0;
  const program = new Command('art')
    .description('Turns versioned recipes into frozen, shipped game art.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .configureHelp({ showGlobalOptions: true, subcommandTerm: (c) => `${c.name()} ${operandsOf(c)}`.trim() })
    .showSuggestionAfterError()
    .exitOverride()
    // What commander says of a wrong command line comes back as a failure of ours, once, in our form.
    .configureOutput({ outputError: () => undefined })
    .addHelpText('after', `\nGuide: docs/guide/first-character.md   Formats: docs/reference/`);

  // Commander looks for them before and after a command's name.
  for (const [flags, doc] of globalOptions) program.addOption(new Option(flags, doc));
  const parents = new Map<string, Command>();
  for (const [name, summary] of Object.entries(groups)) {
    parents.set(name, program.createCommand(name).copyInheritedSettings(program).description(summary));
  }
  for (const [topic, spec] of topics.flatMap((t) => t.commands.map((c) => [t, c] as const))) {
    const [first = '', second] = spec.name.split(' ');
    const parent = second === undefined ? program : (parents.get(first) as Command);
    if (second !== undefined && !program.commands.includes(parent))
      program.addCommand(parent.helpGroup(`${topic.title}:`));
    const command = parent
      .command(`${second ?? first} ${spec.operands}`.trim())
      .description(spec.summary)
      .exitOverride();
    if (second === undefined) command.helpGroup(`${topic.title}:`);
    // The help of all commands shows no options, so only the command that is meant gets its own.
    if (!argv.includes(second ?? first)) continue;
    const [example, ...more] = spec.examples;
    command.addHelpText('beforeAll', `Example: ${[example, ...more].join('\n         ')}\n`);
    for (const [flags, doc] of spec.options) command.addOption(new Option(flags, doc));
    command.helpOption('-h, --help', 'show help');
    if (spec.takesLevers === true) {
      command.allowUnknownOption().allowExcessArguments();
      await addLeverHelp(command, argv);
    }
    command.action(async (...all: unknown[]) => {
      exitCode = await execute(spec, command, all.slice(0, -2));
    });
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
    if (argv.length === 0) program.outputHelp();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end that way too, with exit code 0; a group without its command shows its help.
    if (error.exitCode === 0) return 0;
    return error.code === 'commander.help' ? 2 : tellUsage(error, argv);
  }
  return exitCode;
}

/** A wrong command line as a failure of ours, in commander's words. */
async function tellUsage(refusal: CommanderError, argv: readonly string[]): Promise<number> {
  const { makeContext } = await import('./context.ts');
  const { failure } = await import('../../domain/failure.ts');
  const [said = '', ...more] = refusal.message.replace(/^error: /, '').split('\n');
  const what = /[.?!]$/.test(said) ? said : `${said}.`;
  const next = more.length === 0 ? null : more.join(' ').replace(/^\((.*)\)$/, '$1');
  const context = makeContext(nameIn(argv), {
    json: argv.includes('--json'),
    color: !argv.includes('--no-color'),
  });
  return context.output.failure(failure('usage', { what, next }));
}

const operandsOf = (command: Command): string =>
  command.registeredArguments.map((a) => (a.required ? `<${a.name()}>` : `[${a.name()}]`)).join(' ');

/** The command that a command line seems to mean, for messages. */
const nameIn = (argv: readonly string[]): string =>
  commands.find(({ name }) => name.split(' ').every((word) => argv.includes(word)))?.name ?? 'art';

/** The help of `generate <recipe>` lists the recipe's levers as flags. */
async function addLeverHelp(command: Command, argv: readonly string[]): Promise<void> {
  if (!argv.some((word) => word === '-h' || word === '--help')) return;
  const { leverHelp } = await import('./lever-help.ts');
  command.addHelpText('after', await leverHelp(argv));
}

/** The options that were given on the command line; what commander presumes of the others is left out. */
function cliOptions(command: Command | null | undefined): { readonly [name: string]: unknown } {
  const given = Object.entries(command?.opts() ?? {});
  return Object.fromEntries(given.filter(([name]) => command?.getOptionValueSource(name) === 'cli'));
}

async function execute(spec: CommandSpec, command: Command, operands: readonly unknown[]): Promise<number> {
  const [{ makeContext }, { run }] = await Promise.all([import('./context.ts'), spec.load()]);
  const options: GlobalFlags & Given['options'] = {
    ...cliOptions(command.parent?.parent),
    ...cliOptions(command.parent),
    ...cliOptions(command),
  };
  const words =
    spec.takesLevers === true ? command.args : operands.flat().filter((w) => typeof w === 'string');
  return run(makeContext(spec.name, options), { operands: words, options });
}

/** A closed pipe (`art runs | head`) is the reader's choice, not our failure. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Nobody reads the notes: what they are about goes on.
    if (stream === process.stderr) return;
    if (error.code === 'EPIPE') process.exit(0);
    // A disk that is full, behind `art jobs > file`.
    process.stderr.write(
      `failed file-unusable: the output cannot be written (${error.code ?? 'unknown'}).\n`,
    );
    process.exit(12);
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
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
