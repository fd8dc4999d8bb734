export { COMMANDS } from './commands/table.ts';
