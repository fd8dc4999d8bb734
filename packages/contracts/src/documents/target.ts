import { z } from 'zod';
import { dnsLabelSchema, dnsSubdomainSchema } from '../primitives.ts';

/** The object that a plan is about, without its uid. */
export const targetRefSchema = z.object({
  apiVersion: z.string().min(1).max(100),
  kind: z.string().min(1).max(100),
  namespace: dnsLabelSchema,
  name: dnsSubdomainSchema,
});
export type TargetRef = z.infer<typeof targetRefSchema>;

/** A target with the uid that the connector saw; a recreated object is another target. */
export const planTargetSchema = z.looseObject({ ...targetRefSchema.shape, uid: z.string().min(1).max(100) });
export type PlanTarget = z.infer<typeof planTargetSchema>;

/** One text for a target, used as a key: `apps/v1/Deployment/<ns>/<name>`. */
export function targetKey(target: TargetRef): string {
  return `${target.apiVersion}/${target.kind}/${target.namespace}/${target.name}`;
}
