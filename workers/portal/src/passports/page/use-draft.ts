import type { JsonValue } from '@modekeeper/contracts/json/value';
import { useEffect, useMemo, useState } from 'react';
import type { Api } from '../../api/types.ts';
import { useMe } from '../../session/me.ts';
import { type Editor, useEditor } from '../editor/use-editor.ts';
import { keepDraft, readDraft } from './draft-store.ts';

export type Version = Api<'PassportVersion'>;
export type Draft = {
  readonly editor: Editor;
  /** The version that the text is a change of. */
  readonly base: Version;
  /** The base as JSON. */
  readonly original: JsonValue;
  readonly dirty: boolean;
  /** The text was kept from before a reload. */
  readonly restored: boolean;
  /** Begins again from a version: what is unsaved goes. */
  restart(version: Version): void;
  /** Keeps the text and takes it for a change of another version: of the one just saved, or of somebody else's. */
  rebase(version: Version, how: 'saved' | 'unsaved'): void;
  /** Puts another version's text in as a change of the base. */
  take(version: Version): void;
  forget(): void;
};

export const textOf = ({ document }: Version): string => JSON.stringify(document, null, 2);

/** The text being edited, what it is based on, and whether it differs from that; kept in the tab until saved or discarded. */
export function useDraft(passport: Api<'PassportDetail'>, newest: Version): Draft {
  const { user } = useMe();
  const [kept] = useState(() => readDraft(user.id, passport.id));
  const keptBase = passport.versions.find(({ version }) => version === kept?.base_version);
  const restorable = kept !== null && keptBase !== undefined && kept.text !== textOf(keptBase);
  const first = restorable ? keptBase : newest;
  const [base, setBase] = useState({ version: first, text: textOf(first) });
  const editor = useEditor(restorable ? kept.text : base.text, passport.name);
  const original = useMemo(() => JSON.parse(textOf(base.version)) as JsonValue, [base.version]);
  const dirty = editor.text !== base.text;
  const settledText = editor.text;
  useEffect(() => {
    const draft = dirty ? { base_version: base.version.version, text: settledText } : null;
    const timer = setTimeout(() => keepDraft(user.id, passport.id, draft), 300);
    return () => clearTimeout(timer);
  }, [dirty, settledText, base, user.id, passport.id]);
  const restart = (version: Version) => {
    setBase({ version, text: textOf(version) });
    editor.setText(textOf(version));
  };
  // Somebody else's newer version, with nothing unsaved here: just the newest, as a reload would show.
  useEffect(() => {
    if (!dirty && newest.version > base.version.version) restart(newest);
  });
  return {
    editor,
    base: base.version,
    original,
    dirty,
    restored: restorable && dirty && editor.text === kept.text,
    restart,
    rebase: (version, how) => setBase({ version, text: how === 'saved' ? editor.text : textOf(version) }),
    take: (version) => editor.setText(textOf(version)),
    forget: () => keepDraft(user.id, passport.id, null),
  };
}
