type Yaml = string | number | boolean | readonly Yaml[] | { readonly [key: string]: Yaml };
export type Manifest = { readonly [key: string]: Yaml };

/** Words that some reader of YAML 1.1 takes for something else than text. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|e\d+)$/i;
const PLAIN = /^[A-Za-z/](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?$/;

/** Manifests as one YAML stream. Whatever a text holds, it stays text: it stands plain only where no reader could mistake it. */
export function yamlDocuments(...manifests: readonly Manifest[]): string {
  return manifests.map((manifest) => `${block(manifest, '').join('\n')}\n`).join('---\n');
}

function block(value: Yaml, indent: string): string[] {
  const inline = oneWord(value);
  if (inline !== null) return [`${indent}${inline}`];
  if (isList(value)) {
    return value.flatMap((item) => {
      const [first = '', ...rest] = block(item, `${indent}  `);
      return [`${indent}- ${first.trimStart()}`, ...rest];
    });
  }
  return Object.entries(value).flatMap(([key, member]) => {
    const word = oneWord(member);
    return word === null ? [`${indent}${scalar(key)}:`, ...block(member, `${indent}  `)] : [`${indent}${scalar(key)}: ${word}`];
  });
}

/** A value that needs no lines of its own; null for any other. */
function oneWord(value: Yaml): string | null {
  if (typeof value !== 'object') return scalar(value);
  if (Object.keys(value).length > 0) return null;
  return isList(value) ? '[]' : '{}';
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}

function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return PLAIN.test(value) && !RESERVED.test(value) ? value : JSON.stringify(value);
}
