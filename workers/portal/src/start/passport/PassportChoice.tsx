import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { Api } from '../../api/types.ts';
import { isSandbox } from '../../deployment.ts';
import { passportQuery, passportsQuery, templatesQuery } from '../../passports/queries.ts';
import { useAllowed, useScope } from '../../session/organization.ts';
import { Button } from '../../ui/Button.tsx';
import { Actions } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { TemplateTable } from './TemplateTable.tsx';
import { inOrder, summaryOf } from './template-summary.ts';
import { usePublish } from './use-publish.ts';

type Props = { environment: Api<'Environment'>; chosen: Api<'Passport'> | null; onChosen(id: string): void };

/** A passport of the environment, or a new one from a template, published. */
export function PassportChoice({ chosen, environment, onChosen }: Props) {
  const { organization } = useScope();
  const known = useQuery(passportsQuery(organization.id));
  const templates = useQuery(templatesQuery(organization.id));
  const error = known.error ?? templates.error;
  if (error !== null) return <Failure error={error} onRetry={() => void Promise.all([known.refetch(), templates.refetch()])} />;
  if (known.data === undefined || templates.data === undefined) return <SkeletonRows rows={5} label="templates" />;
  return (
    <ChoiceForm
      environment={environment}
      known={known.data.items.filter(({ environment_id }) => environment_id === environment.id)}
      templates={inOrder(templates.data.items, isSandbox())}
      chosen={chosen}
      onChosen={onChosen}
    />
  );
}

type FormProps = Props & { known: readonly Api<'Passport'>[]; templates: readonly Api<'PassportTemplate'>[] };

function ChoiceForm({ chosen, environment, known, onChosen, templates }: FormProps) {
  const { organization } = useScope();
  const allowed = useAllowed('passport.publish');
  const { make, publish } = usePublish({ environment_id: environment.id, onPublished: onChosen });
  // A passport of that name is there already: it is chosen above, not made twice.
  const fresh = templates.filter(({ name }) => known.every((passport) => passport.name !== name));
  const [value, setValue] = useState(() => chosen?.id ?? known[0]?.id ?? fresh[0]?.name ?? '');
  // A template that was just made into a passport is chosen by the same name.
  const passport = known.find(({ id, name }) => id === value || name === value);
  const template = fresh.find(({ name }) => name === value);
  const summary = template === undefined ? null : summaryOf(template.document);
  const draft = passport !== undefined && passport.published_version === null ? passport : undefined;
  const detail = useQuery({ ...passportQuery(organization.id, draft?.id ?? ''), enabled: draft !== undefined });
  const draftApplies =
    detail.data?.versions.find(({ version }) => version === draft?.latest_version)?.document.gates.apply === true;
  const isPublished = passport !== undefined && passport.published_version !== null;
  const busy = make.isPending || publish.isPending || detail.isLoading;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (isPublished) onChosen(passport.id);
    else if (!allowed.allowed) return;
    else if (draft !== undefined) publish.mutate({ id: draft.id, version: draft.latest_version, applies: draftApplies });
    else if (template !== undefined) make.mutate({ template: template.name, applies: summary?.applies ?? false });
  };
  const table = fresh.length > 0 && <TemplateTable templates={fresh} value={value} onChange={setValue} note="From a template" />;
  return (
    <form onSubmit={submit} className="grid min-w-0 gap-3">
      {known.length > 0 && <KnownPassports known={known} chosen={passport?.id} onChange={setValue} />}
      {known.length === 0 ? (
        table
      ) : (
        <details className="min-w-0">
          <summary className="link mb-2 w-fit">Make another one from a template</summary>
          {table}
        </details>
      )}
      <p className="text-1 text-ink-3">
        Bounds, cooldowns and everything else can be read and changed on the page{' '}
        <Link to="/passports" className="link">
          Passports
        </Link>
        , before and after.
      </p>
      {(publish.error ?? make.error) !== null && <Failure error={publish.error ?? make.error} />}
      <Actions>
        <Button type="submit" look="primary" busy={busy} forbidden={isPublished ? null : allowed.reason}>
          {isPublished ? 'Use this passport' : 'Publish and use this passport'}
        </Button>
      </Actions>
      {(summary?.applies || draftApplies) && (
        <p className="text-right text-1 text-ink-3">This one allows apply, so a second factor is asked for.</p>
      )}
    </form>
  );
}

function KnownPassports({
  chosen,
  known,
  onChange,
}: {
  known: readonly Api<'Passport'>[];
  chosen: string | undefined;
  onChange(value: string): void;
}) {
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-2 font-[550]">Passports of this environment</legend>
      {known.map(({ id, latest_version, name, published_version }) => (
        <label key={id} className="flex min-w-0 items-center gap-2">
          <input
            type="radio"
            name="passport"
            value={id}
            checked={id === chosen}
            onChange={() => onChange(id)}
            className="size-4 shrink-0 accent-accent"
          />
          <bdi className="truncate">{name}</bdi>
          <span className="text-1 text-ink-3">
            {published_version === null ? `draft, version ${latest_version}` : `published, version ${published_version}`}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
