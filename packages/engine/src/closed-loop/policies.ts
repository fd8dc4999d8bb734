/** Policies that can propose changes (contract page `policy`). */
export const POLICIES = ['chord', 'scalar'] as const;
export type PolicyName = (typeof POLICIES)[number];
