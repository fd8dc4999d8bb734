/** Chart folder that a Helm command of the guide names, without the chart: `https://…/charts` or a path of the checkout. */
export function chartsBase(command: string): string | null {
  return /(\S+)\/modekeeper-(?:connector|guard)(?:\s|$)/.exec(command)?.[1] ?? null;
}

/** A file with the token in place of its placeholder, and the same as shown while the token is hidden. */
export function withToken(
  content: string,
  placeholder: string,
  token: string | null,
  hidden: boolean,
): { text: string; shown: string } {
  if (token === null) return { text: content, shown: content };
  const text = content.replaceAll(placeholder, token);
  return { text, shown: hidden ? content.replaceAll(placeholder, '•'.repeat(24)) : text };
}

type File = { name: string; content: string };

/**
 * Files and command as one paste for a POSIX shell: each file is written as it is (quoted delimiter: the shell expands nothing in it),
 * readable by its owner only.
 */
export function asOnePaste(files: readonly File[], command: string): string {
  const parts = files.map(({ content, name }) => {
    const end = delimiterFor(content);
    return `cat > ${name} <<'${end}'\n${content.endsWith('\n') ? content : `${content}\n`}${end}`;
  });
  return parts.length === 0 ? command : `(umask 077\n${parts.join('\n')}\n) && ${command}\n`;
}

/** A line that the file does not contain. */
function delimiterFor(content: string): string {
  const lines = new Set(content.split('\n'));
  let end = 'END_OF_FILE';
  while (lines.has(end)) end += '_';
  return end;
}
