#!/usr/bin/env node
// mk with its first words given.
process.argv.splice(2, 0, 'pack', 'procurement');
await import('../main.ts');
