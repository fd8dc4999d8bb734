import { type FileLine, fileRecord } from '../file/record.ts';

/** Fields of one physical line, RFC 4180 quoting within it. A quote that is not closed ends with the line. Never throws. */
function csvFields(line: string): string[] {
  const fields: string[] = [];
  let at = 0;
  while (true) {
    const { next, value } = line[at] === '"' ? quotedField(line, at + 1) : plainField(line, at);
    fields.push(value);
    if (next >= line.length) return fields;
    at = next + 1;
    if (at === line.length) return [...fields, ''];
  }
}

/** Parser of the rows below `header`; names are taken as they stand. A row that is too short has blank fields at its end. */
export function csvRowParser(header: string | null): (line: string | null) => FileLine {
  const names = header === null ? [] : csvFields(header);
  return (line) => {
    if (line === null) return { kind: 'missing_fields' };
    if (line.trim() === '') return { kind: 'blank' };
    const values = csvFields(line);
    const fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [index, name] of names.entries()) fields[name] = values[index] ?? '';
    return fileRecord(fields);
  };
}

type Field = { value: string; next: number };

function plainField(line: string, from: number): Field {
  const comma = line.indexOf(',', from);
  const next = comma === -1 ? line.length : comma;
  return { value: line.slice(from, next), next };
}

function quotedField(line: string, from: number): Field {
  let value = '';
  let at = from;
  while (true) {
    const quote = line.indexOf('"', at);
    if (quote === -1) return { value: value + line.slice(at), next: line.length };
    value += line.slice(at, quote);
    if (line[quote + 1] !== '"') {
      // What stands between the closing quote and the comma belongs to the field, as readers of such files have it.
      const rest = plainField(line, quote + 1);
      return { value: value + rest.value, next: rest.next };
    }
    value += '"';
    at = quote + 2;
  }
}
