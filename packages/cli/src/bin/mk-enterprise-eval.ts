#!/usr/bin/env node
// mk with its first words given.
process.argv.splice(2, 0, 'pack', 'eval');
await import('../main.ts');
