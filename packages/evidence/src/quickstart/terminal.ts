import { formatNumber } from '../chart/format-value.ts';
import type { QuickFacts } from './facts.ts';
import { nextStep } from './next-step.ts';
import { printable } from './printable.ts';
import { chordLines, currentFrom, currentWords, headline } from './proposal-words.ts';
import { rangeOf } from './series.ts';
import { activeSignals, SIGNAL_TITLES, signalSentence } from './signal-words.ts';
import { evidenceLine, ingestLine, periodLine, sourceLine, syntheticWarning, windowLine } from './source-words.ts';
import { columnMaxima, sparkline } from './sparkline.ts';
import { type Paint, painter, wrapped } from './terminal-text.ts';
import { unseenOf } from './unseen.ts';
import { valueLine } from './value-words.ts';
import { otherBlocker, type Standing, verifyVerdict } from './verify-words.ts';

const LABEL = 11;
const SPARK_COLUMNS = 48;

/** The summary of a quickstart for a terminal, line by line; plain text where `colour` is off. */
export function terminalSummary(facts: QuickFacts, screen: { colour: boolean; columns: number }): string[] {
  const paint = painter(screen.colour);
  const width = Math.max(40, Math.min(100, screen.columns));
  const row = (label: string, text: string, mark: Paint = paint.plain): string[] =>
    wrapped(text, width - LABEL - 2).map((part, at) => `  ${paint.dim((at === 0 ? label : '').padEnd(LABEL))}${mark(part)}`);
  const warning = syntheticWarning(facts);
  const verdict = verifyVerdict(facts);
  const blocker = otherBlocker(facts);
  const next = nextStep(facts);
  const standing: Record<Standing, Paint> = { ok: paint.ok, warn: paint.warn, bad: paint.bad, info: paint.plain };
  const [period, ingest, steps] = [periodLine(facts), ingestLine(facts), stepTime(facts)];
  const unseen = unseenOf(facts).map(({ brief }) => brief);
  return [
    '',
    ...wrapped(headline(facts), width).map(paint.bold),
    ...(warning === null ? [] : ['', ...wrapped(`${warning.title.toUpperCase()}. ${warning.text}`, width).map(paint.warn)]),
    '',
    ...row('Source', sourceLine(facts)),
    ...row('Seen', `${windowLine(facts)}${period === null ? '' : `, ${period}`}`),
    ...(ingest === null ? [] : row('', ingest)),
    ...(facts.source.error === null ? [] : row('', `It gave nothing: ${printable(facts.source.error, 300)}`, paint.bad)),
    ...row('Evidence', evidenceLine(facts)),
    ...(steps === null ? [] : [...row('Step time', steps.bars, paint.accent), ...row('', steps.words)]),
    ...signalRows(facts, row, paint),
    ...proposalRows(facts, row),
    ...row('Value', valueLine(facts)),
    ...row('Verify', `${verdict.title}. ${verdict.detail}`, standing[verdict.standing]),
    ...(blocker === null ? [] : row('Blocked', blocker, paint.warn)),
    ...(unseen.length === 0 ? [] : row('Not seen', unseen.join(', '))),
    ...(facts.kill_switch.active ? row('Kill switch', 'on: nothing may be applied', paint.bad) : []),
    '',
    ...row('Report', printable(facts.paths.report, 400), paint.bold),
    ...row('Bundle', printable(facts.paths.bundle, 400)),
    ...row('Next', next.why),
    // Never broken: it is there to be copied.
    `  ${''.padEnd(LABEL)}${paint.accent(next.command)}`,
    '',
  ];
}

type Row = (label: string, text: string, mark?: Paint) => string[];

function stepTime({ series, value }: QuickFacts): { bars: string; words: string } | null {
  const marks = series.marks.step_time_ms;
  const range = rangeOf(marks);
  if (range === null) return null;
  const maxima = columnMaxima(
    marks.map((mark) => mark?.max ?? null),
    Math.min(SPARK_COLUMNS, series.sample_count),
  );
  const { step_time_ms_p50, step_time_ms_p95 } = value.throughput;
  const words = `median ${formatNumber(step_time_ms_p50 ?? 0)} ms, 95th percentile ${formatNumber(step_time_ms_p95 ?? 0)} ms, slowest ${formatNumber(range.max)} ms`;
  return { bars: sparkline(maxima), words };
}

function signalRows(facts: QuickFacts, row: Row, paint: ReturnType<typeof painter>): string[] {
  const active = activeSignals(facts);
  if (active.length === 0)
    return row('Signals', facts.series.sample_count === 0 ? 'none: nothing was seen' : 'none', paint.plain);
  return active.flatMap((signal, at) => [
    ...row(at === 0 ? 'Signals' : '', SIGNAL_TITLES[signal], paint.bad),
    ...row('', signalSentence(signal, facts)),
  ]);
}

function proposalRows(facts: QuickFacts, row: Row): string[] {
  if (facts.proposals.length === 0) return row('Proposed', 'nothing');
  const lines = chordLines(facts).flatMap(({ chord, intent }) => [
    `${printable(chord)}: ${intent}`,
    ...facts.proposals
      .filter((proposal) => proposal.chord === chord)
      .map((proposal) => {
        const left = proposal.blocked ? ` (left out: ${printable(proposal.result)})` : '';
        const from = currentFrom(proposal);
        const move = `${currentWords(proposal)} → ${proposal.target.toLocaleString('en-GB')}`;
        return `  ${printable(proposal.knob)}: ${move}${from === null ? '' : ` (now ${from})`}${left}`;
      }),
  ]);
  return lines.flatMap((line, at) => row(at === 0 ? 'Proposed' : '', line));
}
