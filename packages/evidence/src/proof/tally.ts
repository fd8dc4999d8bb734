/** Names of the checks that do not hold, in their order. */
export function failedChecks(checks: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(checks).filter((name) => !checks[name]);
}

/** How many rows of a proof passed, as its report says it. */
export function tally(rows: readonly { passed: boolean }[]) {
  const passed_count = rows.filter(({ passed }) => passed).length;
  return { passed_count, failed_count: rows.length - passed_count, all_passed: passed_count === rows.length };
}
