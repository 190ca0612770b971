import { Option as Flag, type Command } from 'commander';
import { readConfigFile } from './options/config-file.ts';
import { resolveOptions, type Resolved } from './options/resolve.ts';
import { defaultText, flagOf, variableOf, type Option, type OptionTable } from './options/table.ts';

/** What a sub-command may use of the process that it runs in. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export interface SubCommandDefinition<Table extends OptionTable> {
  readonly name: string;
  readonly summary: string;
  /** What the names of its environment variables begin with. */
  readonly variablePrefix: string;
  readonly options: Table;
  /** Runs until the work is done; the result is the exit code. */
  readonly run: (settings: Resolved<Table>, terminal: Terminal) => Promise<number>;
}

/** A sub-command that knows how to add itself to the program. */
export interface SubCommand {
  attach(program: Command, terminal: Terminal, onExit: (code: number) => void): void;
}

/** A sub-command whose flags, environment variables and configuration file all come from its table of options. */
export function subCommand<Table extends OptionTable>(definition: SubCommandDefinition<Table>): SubCommand {
  const { name, summary, variablePrefix: prefix, options, run } = definition;
  return {
    attach(program, terminal, onExit) {
      const command = program.command(name).description(summary).allowExcessArguments(false);
      for (const [optionName, option] of Object.entries(options)) {
        addFlags(command, optionName, option, prefix);
      }
      const configVariable = variableOf(prefix, 'config');
      command.option(
        '--config <file>',
        `YAML file with settings, for those not given otherwise (env ${configVariable})`,
      );
      command.showHelpAfterError(`allowed flags: ${allowedFlags(command)} (see ${program.name()} ${name} --help)`);
      command.action(async (flags: Record<string, string | boolean | undefined>) => {
        const path = flags['config'] ?? (terminal.env[configVariable] || undefined);
        const file = typeof path === 'string' ? { path, content: readConfigFile(path, options) } : undefined;
        onExit(await run(resolveOptions(options, { flags, env: terminal.env, prefix, file }), terminal));
      });
    },
  };
}

function addFlags(command: Command, name: string, option: Option, prefix: string): void {
  const { kind, description } = option;
  const flag = flagOf(name);
  const variable = variableOf(prefix, name);
  if (kind.placeholder === undefined) {
    addSwitch(command, flag, variable, option);
    return;
  }
  const allowed = kind.listed === true ? [`one of ${kind.allowed}`] : [];
  const fallback = defaultText(option);
  const preset = fallback === undefined ? [] : [`default ${fallback}`];
  const help = withNotes(description, [...allowed, ...preset, `env ${variable}`]);
  const taking = new Flag(`${flag} <${kind.placeholder}>`, help);
  command.addOption(kind.repeatable === true ? taking.argParser(join) : taking);
}

/** Help shows the form that changes something; the other one is there to overrule a variable or a file. */
function addSwitch(command: Command, flag: string, variable: string, option: Option): void {
  const { description, whenOff = description, whenOn = 'on' } = option;
  const isOn = option.default === true;
  const on = withNotes(description, ['default: off', `env ${variable}=true`]);
  const off = withNotes(whenOff, [`default: ${whenOn}`, `env ${variable}=false`]);
  command.addOption(new Flag(flag, on).hideHelp(isOn));
  command.addOption(new Flag(flag.replace('--', '--no-'), off).hideHelp(!isOn));
}

function withNotes(sentence: string, notes: readonly string[]): string {
  return `${sentence} (${notes.join('; ')})`;
}

function join(value: string, previous: string | undefined): string {
  return previous === undefined ? value : `${previous},${value}`;
}

function allowedFlags(command: Command): string {
  return command.options.flatMap(({ long }) => long ?? []).join(', ');
}
