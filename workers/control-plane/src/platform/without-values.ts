/** What of an error's text may be logged: drizzle appends `params: …` to the text of a failed query, and those may be a token or an address. */
export function withoutValues(message: string): string {
  return (message.split('\nparams:')[0] ?? '').slice(0, 300);
}
