import { useQuery } from '@tanstack/react-query';
import type { Api } from '../../api/types.ts';
import { useScope } from '../../session/organization.ts';
import { Card } from '../../ui/Card.tsx';
import { CodeBlock } from '../../ui/CodeBlock.tsx';
import { Copy } from '../../ui/Copy.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { helmValuesQuery } from '../queries.ts';

const FILE_WORDS: Readonly<Record<string, string>> = {
  'connector-passport-values.yaml': 'For chart modekeeper-connector: the passport itself.',
  'guard-passport-values.yaml': 'For chart modekeeper-guard: the knobs and bounds that its admission policy lets through.',
};

/** The published version as files: Helm values for both charts, and the passport itself. */
export function ValuesToCommit({ passport, version }: { passport: Api<'PassportDetail'>; version: number }) {
  const { organization } = useScope();
  const { data, error, refetch } = useQuery(helmValuesQuery(organization.id, passport.id, version));
  const document = passport.versions.find((one) => one.version === version)?.document;
  return (
    <Card title="Values to commit" note={`version ${version}, published`} flush={data === undefined && error === null}>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <SkeletonRows rows={5} label="values" />}
      {data !== undefined && (
        <div className="grid min-w-0 gap-4">
          <p className="max-w-[74ch] text-ink-2">
            Review and commit these, then run <code>helm upgrade</code> of both charts with the values that you have and these
            after them. Where bounds loosen, upgrade the guard first, then the connector; where they tighten, the connector first.
            Targets name the passport as <code>{data.key}</code>. Plans made under the old passport end with{' '}
            <code>passport_mismatch</code>.
          </p>
          <p className="flex items-center gap-1.5 text-ink-2">
            Once it is mounted, the connector reports digest <Copy text={data.digest} label="digest" />
          </p>
          {data.files.map(({ content, name }) => (
            <div key={name} className="grid min-w-0 gap-1">
              <p className="text-1 text-ink-2">{FILE_WORDS[name] ?? 'Values'}</p>
              <CodeBlock text={content} label={name} fileName={name} />
            </div>
          ))}
          {document !== undefined && (
            <div className="grid min-w-0 gap-1">
              <p className="text-1 text-ink-2">The passport alone, for mk and for your own tools.</p>
              <CodeBlock
                text={`${JSON.stringify(document, null, 2)}\n`}
                label="passport"
                fileName={`${data.key}-passport-v${version}.json`}
              />
            </div>
          )}
        </div>
      )}
    </Card>
  );
}
