import type { CommandSpec, FlagSpec } from '../../cli/spec.ts';
import { CREATED_AT } from '../../io/pack-flags.ts';
import { OBSERVE_SOURCES, observeFlags, TARGET_FLAGS } from '../../observe/flags.ts';

const pack = (out: string, help: string): readonly FlagSpec[] => [
  { name: 'out', kind: 'text', value: 'FOLDER', default: out, help },
  {
    ...CREATED_AT,
    help: 'The only time that the pack shows, e.g. 2026-01-02T03:04:05Z (default SOURCE_DATE_EPOCH, then the clock). Fixed, equal inputs give equal bytes.',
  },
  ...TARGET_FLAGS,
  ...observeFlags({ prefix: 'observe-', sources: OBSERVE_SOURCES, source: 'synthetic', duration: '60s' }),
];
const WHERE = 'Where the pack goes. What an earlier pack left there is replaced; a folder with anything else in it is refused.';

export const packCommands: readonly CommandSpec[] = [
  {
    path: ['pack', 'buyer'],
    summary: 'Show what mk does, as a folder of reports to look at; needs what mk doctor checks, changes nothing.',
    flags: pack('report/buyer_pack', WHERE),
    examples: [
      { command: 'mk pack buyer', what: 'doctor, quickstart and a dry run on made-up data, in report/buyer_pack.' },
      {
        command: 'mk pack buyer --observe-source file --observe-path trace.jsonl --out report/ours',
        what: 'The same on a trace of yours.',
      },
    ],
    load: async () => (await import('./buyer.ts')).runBuyer,
  },
  {
    path: ['pack', 'procurement'],
    summary: 'Pack a buyer pack with the documents that procurement and security ask for, versions and checksums.',
    flags: pack('report/procurement_pack', WHERE),
    examples: [
      {
        command: 'mk pack procurement --created-at 2026-01-02T03:04:05Z',
        what: 'report/procurement_pack with procurement_pack.tar.gz and checksums.sha256; the same bytes every time.',
      },
      {
        command: 'MK_PACK_DEMO_KIND=1 mk pack procurement',
        what: 'Also proves a plan on a real cluster made by kind, and deletes that cluster. Needs kind, kubectl and a container engine.',
      },
    ],
    load: async () => (await import('./procurement.ts')).runProcurement,
  },
  {
    path: ['pack', 'eval'],
    summary: 'Make a procurement pack and a page that leads an evaluator through it.',
    flags: pack(
      'report/enterprise_eval',
      'Where the page index.md goes; the procurement pack goes to procurement_pack beside it.',
    ),
    examples: [{ command: 'mk pack eval', what: 'report/procurement_pack, and report/enterprise_eval/index.md to begin with.' }],
    load: async () => (await import('./enterprise-eval.ts')).runEnterpriseEval,
  },
];
