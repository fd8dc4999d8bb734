import { COMMANDS } from '../commands/table.ts';
import { commandHelp, groupHelp } from './help.ts';
import type { Io } from './io.ts';
import { chooseCommand, parseFlags } from './parse.ts';
import { asRefusal } from './refuse.ts';
import type { ExitCode } from './spec.ts';
import { visible } from './visible.ts';

/** Runs one call of `mk` from its words to its exit code; whatever goes wrong is one `ERROR:` line. */
export async function runMk(args: readonly string[], process: Io): Promise<ExitCode> {
  // Errors repeat what people, files and clusters gave us: none of it may break the line or act on the terminal.
  const io: Io = { ...process, err: (line) => process.err(visible(line)) };
  try {
    return await runCommand(args, io);
  } catch (thrown) {
    const { exit, message } = asRefusal(thrown);
    io.err(`ERROR: ${message}`);
    return exit;
  }
}

async function runCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const chosen = chooseCommand(COMMANDS, args);
  if (chosen.kind === 'group') {
    const help = groupHelp(COMMANDS, chosen.group);
    if (asksForHelp(chosen.rest)) {
      io.out(help);
      return 0;
    }
    const name = ['mk', ...chosen.group].join(' ');
    io.err(`ERROR: ${name} needs a ${chosen.group.length === 0 ? 'command' : 'sub-command'}; see ${name} --help`);
    return 2;
  }
  const { command, rest } = chosen;
  if (asksForHelp(rest)) {
    io.out(commandHelp(command));
    return 0;
  }
  const flags = parseFlags(command, rest);
  const run = await command.load();
  const hushed = () => undefined;
  const quiet = flags.switch('quiet') ? { progress: hushed, tell: hushed } : {};
  let said = false;
  const out = (line: string) => {
    said = true;
    io.out(line);
  };
  const told: Io = { ...io, out, json: flags.switch('json'), ...quiet };
  const exit = await run(told, flags, COMMANDS);
  // Where no summary line names the reports, a person who looks is told where they are. A command without a fixed folder tells it itself.
  const folder = command.flags.find(({ name }) => name === 'out');
  if (exit === 0 && !said && (folder?.default !== undefined || folder?.required === true))
    told.progress(`Reports are in ${flags.text('out')}`);
  return exit;
}

const asksForHelp = (rest: readonly string[]) => rest.includes('--help') || rest.includes('-h');
