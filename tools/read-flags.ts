import { parseArgs } from 'node:util';

type Options = Readonly<Record<string, { type: 'boolean' | 'string' }>>;

/** Reads the command line of one of our tools; a wrong one is one line that says how to call it, exit 2. */
export function readFlags<T extends Options>(program: string, options: T) {
  try {
    return parseArgs({ options }).values;
  } catch (cause) {
    const [what = ''] = (cause instanceof Error ? cause.message : String(cause)).split(/\. |\n/);
    const flags = Object.entries(options).map(([name, { type }]) => `[--${name}${type === 'string' ? ' …' : ''}]`);
    process.stderr.write(`ERROR: ${what}. Use: ${program} -- ${flags.join(' ')}\n`);
    process.exit(2);
  }
}
