import type { CommandSpec } from '../../cli/spec.ts';

export const proofCommands: readonly CommandSpec[] = [
  {
    path: ['proof', 'matrix'],
    summary: 'Check that three known scenarios are seen, proposed for and planned as they must be.',
    flags: [{ name: 'out', kind: 'text', value: 'FOLDER', default: 'report/_proof_matrix', help: 'Where matrix and runs go.' }],
    examples: [
      { command: 'mk proof matrix', what: 'report/_proof_matrix/proof_matrix.md; exit 1 unless all passed.' },
      { command: 'MK_BIN=./mk-next mk proof matrix', what: 'The same for another build.' },
    ],
    load: async () => (await import('./matrix.ts')).runProofMatrix,
  },
  {
    path: ['proof', 'synthetic'],
    summary: 'Check five made-up traces with a known truth: what must be seen in them, and what must not.',
    flags: [
      { name: 'out', kind: 'text', value: 'FOLDER', default: 'report/_proof_synthetic', help: 'Where proofs and runs go.' },
    ],
    examples: [
      {
        command: 'mk proof synthetic',
        what: 'report/_proof_synthetic/proof_synthetic.md; exit 1 unless all passed. Equal runs make equal transcripts and sums.',
      },
    ],
    load: async () => (await import('./synthetic.ts')).runProofSynthetic,
  },
];
