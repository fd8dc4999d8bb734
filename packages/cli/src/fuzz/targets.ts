import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { artifactJson } from '@modekeeper/contracts';
import { buildItems, CHORD_CATALOG, PASSPORT_TEMPLATES, patchPointers, planSha256, preimageOf } from '@modekeeper/engine';
import {
  generateKeyPair,
  issueFreshness,
  issueKeyset,
  issueLicense,
  issueRevocationList,
  keysetEntry,
  signerOf,
} from '@modekeeper/trust';
import { runMk } from '../cli/run-mk.ts';
import { type Files, FUZZ_NOW_S, fuzzIo } from './run-once.ts';

/** One way for bytes into `mk`: a call that reads `file`, good examples of that file, and the files beside it. */
export type Target = { name: string; args: readonly string[]; file: string; seeds: readonly Uint8Array[]; beside: Files };

const DAY_S = 86_400;
const bytes = (text: string) => new TextEncoder().encode(text);
const json = (value: unknown) => bytes(artifactJson(value));

const traces = resolve(import.meta.dirname, '../../../../test/data/observe');
const jsonl = readdirSync(traces)
  .filter((name) => name.endsWith('.jsonl'))
  // The head of a trace has every kind of line that it has.
  .map((name) => readFileSync(join(traces, name)).subarray(0, 4_000));
const csv = [
  bytes(
    'ts,step,step_time_ms,loss,throughput\n1767600000,0,200.5,1.0,320\n1767600001,1,410,0.9,\n,,,,\n"1767600002",2,"190",nan,1\n',
  ),
];
const items = buildItems({ namespace: 'default', name: 'trainer' }, [{ knob: 'concurrency', to: 4 }]);
const plan = [json(items), json({ schema_version: 'k8s_plan.v1', items: [] })];
/** A report that gate 3 takes, up to reading the object. */
const verifyReport = {
  ok: true,
  plan_sha256: planSha256(items),
  finished_at: new Date(FUZZ_NOW_S * 1_000).toISOString(),
  checks: {
    items: items.map(({ name, namespace, patch }) => ({
      namespace,
      name,
      preimage: preimageOf({ metadata: { uid: 'u' } }, patchPointers(patch)),
    })),
  },
};
const catalog = [json(CHORD_CATALOG)];
const passport = PASSPORT_TEMPLATES.map(json);

const root = signerOf(await generateKeyPair((length) => new Uint8Array(length).fill(1)), 'root-1');
const issuer = signerOf(await generateKeyPair((length) => new Uint8Array(length).fill(2)), 'issuer-1');
const freshener = signerOf(await generateKeyPair((length) => new Uint8Array(length).fill(3)), 'fresh-1');
const window = { not_before: FUZZ_NOW_S - DAY_S, not_after: FUZZ_NOW_S + DAY_S };
const list = await issueRevocationList(
  { number: 1, issued_at: FUZZ_NOW_S - 60, next_update: FUZZ_NOW_S + DAY_S, revoked_licenses: [], revoked_kids: [] },
  [root],
);
const trust: Files = {
  'license.json': json(
    await issueLicense(
      {
        org: 'Example',
        issued_at: FUZZ_NOW_S - 60,
        expires_at: FUZZ_NOW_S + DAY_S,
        entitlements: ['apply'],
        license_id: 'lic-1',
      },
      issuer,
    ),
  ),
  'keyset.json': json(
    await issueKeyset(
      {
        version: 1,
        issued_at: FUZZ_NOW_S - 60,
        not_after: FUZZ_NOW_S + DAY_S,
        threshold: 1,
        keys: {
          [issuer.kid]: keysetEntry(issuer.public_key, window),
          [freshener.kid]: keysetEntry(freshener.public_key, window, ['freshness']),
        },
      },
      [root],
    ),
  ),
  'roots.json': json({ [root.kid]: keysetEntry(root.public_key, window).public_key }),
  'list.json': json(list),
  'fresh.json': json(await issueFreshness({ list, issued_at: FUZZ_NOW_S, valid_until: FUZZ_NOW_S + DAY_S }, freshener)),
};
const license = [trust['license.json'] as Uint8Array];
const trustFlags = ['--root-public-keys', 'roots.json', '--issuer-keyset', 'keyset.json', '--revocation-list', 'list.json'];
const licenseVerify = [
  ...['license', 'verify', '--trust-chain', '--license', 'license.json', '--out', 'out'],
  ...[...trustFlags, '--revocation-freshness', 'fresh.json'],
];

/** The artifacts of a dry run of ours: what roll-ups and bundles read. */
const reports = await reportsOf(['closed-loop', 'run', '--scenario', 'drift', '--out', '.']);
const handed = (file: string): Files => ({ [`in/${file}`]: reports[file] as Uint8Array });

async function reportsOf(args: readonly string[]): Promise<Files> {
  const folder = mkdtempSync(join(tmpdir(), 'mk-fuzz-seed-'));
  try {
    if (
      (await runMk(
        args,
        fuzzIo(folder, () => undefined),
      )) !== 0
    )
      throw new Error('the seed of the fuzzer could not be made');
    return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const reads = (name: string, args: string, file: string, seeds: readonly Uint8Array[], beside: Files = {}): Target => ({
  name,
  args: args.split(' '),
  file,
  seeds,
  beside,
});
const trustFile = (file: string): Target => ({
  name: `license verify: ${file}`,
  args: licenseVerify,
  file,
  seeds: [trust[file] as Uint8Array],
  beside: trust,
});

/** Every parser of `mk` that reads what others wrote, through the command that people call. */
export const TARGETS: readonly Target[] = [
  reads('observe: jsonl', 'observe --source file --path trace.jsonl --out out', 'trace.jsonl', jsonl),
  reads('observe: csv', 'observe --source file --path trace.csv --out out', 'trace.csv', csv),
  reads('eval file', 'eval file --path trace.jsonl --out out', 'trace.jsonl', jsonl),
  reads(
    'closed-loop run: passport',
    'closed-loop run --scenario drift --passport passport.json --out out',
    'passport.json',
    passport,
  ),
  reads('passport validate', 'passport validate --file passport.json', 'passport.json', passport),
  reads('chords validate', 'chords validate --catalog catalog.json --out out', 'catalog.json', catalog),
  reads('k8s render', 'k8s render --plan plan.json --out out', 'plan.json', plan),
  reads('k8s verify', 'k8s verify --plan plan.json --out out', 'plan.json', plan),
  reads('k8s apply: plan', 'k8s apply --plan plan.json --out out', 'plan.json', plan),
  reads('k8s apply: licence', 'k8s apply --plan plan.json --license-path license.json --out out', 'license.json', license, {
    'plan.json': plan[0] as Uint8Array,
  }),
  {
    name: 'k8s apply: verify report',
    args: [...'k8s apply --plan plan.json --out in --license-path license.json'.split(' '), ...trustFlags],
    file: 'in/k8s_verify_latest.json',
    seeds: [json(verifyReport)],
    beside: { ...trust, 'plan.json': plan[0] as Uint8Array },
  },
  reads(
    'roi before-after',
    'roi before-after --baseline-path base.jsonl --candidate-path trace.jsonl --out out',
    'trace.jsonl',
    jsonl,
    { 'base.jsonl': jsonl[0] as Uint8Array },
  ),
  ...['eval --inputs-root in', 'roi --inputs-root in', 'export bundle --in in', 'support-bundle --in in'].map((call) =>
    reads(call, `${call} --out out`, 'in/closed_loop_latest.json', Object.values(handed('closed_loop_latest.json')), {
      ...handed('summary.md'),
      ...handed('explain.jsonl'),
    }),
  ),
  reads('support-bundle: text', 'support-bundle --in in --out out', 'in/summary.md', Object.values(handed('summary.md'))),
  ...Object.keys(trust).map(trustFile),
];
