import type { InstallChoice } from '../address.ts';
import { isDnsLabel, isDnsSubdomain, isReleaseName } from '../names.ts';

export type ChoiceProblems = Partial<Record<keyof InstallChoice, string>>;

const LABEL = 'Use lower-case letters, digits and hyphens, at most 63, as Kubernetes does.';

/** What is wrong with each field, in words; empty when files can be made. A container left empty has the Deployment's name. */
export function choiceProblems(choice: InstallChoice): ChoiceProblems {
  const problems: ChoiceProblems = {};
  const container = choice.container || choice.target;
  if (!isDnsLabel(choice.target_namespace))
    problems.target_namespace = choice.target_namespace === '' ? 'In which namespace does the workload run?' : LABEL;
  if (!isDnsSubdomain(choice.target)) problems.target = choice.target === '' ? 'What is the name of the Deployment?' : LABEL;
  else if (!isDnsLabel(container)) problems.container = `Name the container: “${container}” cannot be one. ${LABEL}`;
  if (!isDnsLabel(choice.namespace)) problems.namespace = LABEL;
  if (!isReleaseName(choice.release)) problems.release = 'Use lower-case letters, digits and hyphens, at most 40.';
  return problems;
}
