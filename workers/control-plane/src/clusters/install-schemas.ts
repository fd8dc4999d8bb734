import { z } from '@hono/zod-openapi';
import { connectorModeSchema, dnsLabelSchema, dnsSubdomainSchema } from '@modekeeper/contracts';

/** What the commands are made for; names are checked as Kubernetes would, so that nothing can break out of a command. */
export const installQuerySchema = z.object({
  mode: connectorModeSchema.default('observe'),
  namespace: dnsLabelSchema.default('modekeeper').openapi({ description: 'Where the connector runs' }),
  // The chart appends to it; the longest object name must still fit.
  release: dnsLabelSchema.max(40).default('modekeeper'),
  target_namespace: dnsLabelSchema,
  target_name: dnsSubdomainSchema.describe('Name of the Deployment'),
  container: dnsLabelSchema
    .optional()
    .openapi({ description: 'Container whose log carries the telemetry; default: the name of the Deployment' }),
  passport_id: z
    .string()
    .max(40)
    .openapi({ description: 'Its published version is mounted; the bounds of the guard come from it' }),
});
export type InstallQuery = z.infer<typeof installQuerySchema>;

export const fileSchema = z.object({ name: z.string(), content: z.string() }).openapi('File');
const installStepSchema = z
  .object({
    who: z.string().openapi({ description: 'Whose rights the command needs' }),
    grants: z.string().openapi({ description: 'What it makes possible in the cluster, in words' }),
    command: z.string(),
    files: z.array(fileSchema).openapi({ description: 'To review and save beside where the command runs' }),
  })
  .openapi('InstallStep');
export const installSchema = z
  .object({
    steps: z.array(installStepSchema),
    token_placeholder: z.string().openapi({ description: 'Text in the values to replace by the enrolment token' }),
    notes: z.array(z.string()),
  })
  .openapi('Install');
export type Install = z.infer<typeof installSchema>;
export type InstallStep = z.infer<typeof installStepSchema>;
