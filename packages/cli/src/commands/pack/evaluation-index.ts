import { isJsonObject, type JsonObject } from '@modekeeper/contracts';
import { keyLine, literal } from '../../io/summary.ts';
import { VERSION } from '../../version.ts';
import { DOCUMENTS } from './documents.ts';

type Report = JsonObject | null;
export type EvaluationFacts = {
  created_at: string;
  /** Path of the procurement pack, from the folder of the page. */
  pack: string;
  checksums_sha256: string;
  evaluation: Report;
  loop: Report;
  verify: Report;
  roi: Report;
};

/** Text of the page that leads an evaluator through the packs: what was found, what to read, how to check it. */
export function evaluationIndex(facts: EvaluationFacts): string {
  const { checksums_sha256, created_at, evaluation, loop, pack, roi, verify } = facts;
  const link = (path: string) => `[${path}](${encodeURI(`${pack}/${path}`)})`;
  const blocker = isJsonObject(verify?.verify_blocker) ? verify.verify_blocker.kind : null;
  const source = loop?.source ?? null;
  return [
    '# ModeKeeper evaluation',
    '',
    keyLine(['created_at', created_at]),
    keyLine(['version', VERSION]),
    '',
    ...(source === 'synthetic'
      ? ['The numbers below are of made-up data: they show what the product does, not what it finds at your place.', '']
      : []),
    '## What was found',
    '',
    '| question | answer | report |',
    '|---|---|---|',
    `| what was looked at | ${literal(source)}, ${literal(evaluation?.sample_count)} samples | ${link('buyer_pack/plan/closed_loop_latest.json')} |`,
    `| was something found | ${literal(evaluation?.assessment_result_class)} | ${link('buyer_pack/eval/eval_summary.md')} |`,
    `| what would be changed | ${literal(loop?.proposed_actions_count)} settings | ${link('buyer_pack/plan/summary.md')} |`,
    `| would the cluster accept it | verify_ok ${literal(verify?.ok)}, blocker ${literal(blocker)} | ${link('buyer_pack/verify/k8s_verify_latest.json')} |`,
    `| what may it be worth | ${literal(roi?.opportunity_hours_est)} hours in the window, an estimate | ${link('buyer_pack/roi/roi_summary.md')} |`,
    '',
    `All of it on one page: ${link('buyer_pack/report.html')}. Nothing was changed in any cluster.`,
    '',
    '## What to read',
    '',
    ...DOCUMENTS.map((name) => `- ${link(`documents/${name}`)}`),
    `- ${link('meta/versions.txt')}, ${link('meta/dependencies.txt')}`,
    '',
    '## How to check it',
    '',
    `Run \`sha256sum -c checksums.sha256\` in the folder of the pack; every line must end with OK. The SHA-256 of \`checksums.sha256\` itself, to be told by another way:`,
    '',
    `    ${checksums_sha256}`,
    '',
  ].join('\n');
}
