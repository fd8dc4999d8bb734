import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../api/client.ts';
import type { Api } from '../../api/types.ts';
import { useCommand } from '../../api/use-command.ts';
import { keys } from '../../live/keys.ts';
import { useScope } from '../../session/organization.ts';
import { Button } from '../../ui/Button.tsx';
import { Actions, Dialog } from '../../ui/Dialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { DifferenceList } from '../DifferenceList.tsx';
import type { Draft } from './use-draft.ts';

const LONGEST_NOTE = 500;

type Props = { passport: Api<'PassportDetail'>; draft: Draft; onClose(): void };

/** Saves the text as a version, after a last look at what it changes. */
export function SaveDialog({ draft, onClose, passport }: Props) {
  const { organization } = useScope();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const { base, editor } = draft;
  const readAgain = async () => {
    await queries.invalidateQueries({ queryKey: keys.passport(organization.id, passport.id) });
    await queries.invalidateQueries({ queryKey: keys.passports(organization.id) });
  };
  const save = useCommand(
    async (body: Api<'AddPassportVersion'>, headers) => {
      try {
        return await dataOf(api.POST('/v1/passports/{id}/versions', { params: { path: { id: passport.id } }, body, headers }));
      } catch (refused) {
        // What stands against it, a newer version above all, is shown behind the dialog.
        await readAgain();
        throw refused;
      }
    },
    {
      onDone: async (version) => {
        draft.rebase(version, 'saved');
        await readAgain();
        onClose();
      },
    },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = note.trim();
    const document = JSON.parse(editor.text) as Record<string, unknown>;
    save.mutate({ document, base_version: base.version, ...(text !== '' && { note: text }) });
  };
  const mine = editor.checked.passport;
  const published =
    passport.published_version === null ? 'nothing is published' : `version ${passport.published_version} stays published`;
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Save as version ${base.version + 1}`}
      description={`A version is kept for good and is never changed. Saving changes nothing in a cluster, and ${published} until you publish another.`}
    >
      <form onSubmit={submit} className="grid min-w-0 gap-4">
        {mine !== null && <DifferenceList from={base.document} to={mine} label={`Difference to version ${base.version}`} />}
        <TextArea
          label="Note (optional)"
          dir="auto"
          rows={2}
          maxLength={LONGEST_NOTE}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
          hint="Why it changes, for whoever reads the history."
        />
        {save.error !== null && <Failure error={save.error} />}
        <Actions>
          {save.error?.code === 'conflict' ? (
            <Button look="primary" onClick={onClose}>
              See both
            </Button>
          ) : (
            <>
              <Button onClick={onClose}>Cancel</Button>
              <Button
                type="submit"
                look="primary"
                busy={save.isPending}
                forbidden={mine === null ? 'The text has errors.' : null}
              >
                Save version
              </Button>
            </>
          )}
        </Actions>
      </form>
    </Dialog>
  );
}
