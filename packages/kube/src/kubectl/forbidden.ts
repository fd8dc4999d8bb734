/** What the API server refused to whom, and the rule that would grant it. */
export type RbacDenial = {
  user: string;
  verb: string;
  resource: string;
  /** Empty for the core group. */
  api_group: string;
  namespace: string | null;
  name: string | null;
  scope: 'namespaced' | 'cluster';
  suggested_rule: { apiGroups: string[]; resources: string[]; verbs: string[] };
  hint: string;
};

const DENIAL =
  /User "([^"]*)" cannot ([^\s"]+) resource "([^"]*)" in API group "([^"]*)" (?:in the namespace "([^"]*)"|at the cluster scope)/i;
const NAME = /"([^"]*)" is forbidden:/i;

/** Reads a Forbidden message of the API server (contract page `kubernetes`, "RBAC Forbidden parser"); null when it is none. */
export function rbacDenial(message: string): RbacDenial | null {
  if (!/forbidden/i.test(message)) return null;
  const found = DENIAL.exec(message);
  if (found === null) return null;
  const [, user = '', verb = '', resource = '', api_group = '', namespace] = found;
  const facts = {
    user,
    verb: verb.toLowerCase(),
    resource,
    api_group,
    namespace: namespace ?? null,
    name: NAME.exec(message)?.[1] || null,
    scope: namespace === undefined ? ('cluster' as const) : ('namespaced' as const),
  };
  const suggested_rule = { apiGroups: [api_group], resources: [resource], verbs: [facts.verb] };
  return { ...facts, suggested_rule, hint: hintFor(facts, suggested_rule) };
}

function hintFor(
  { name, namespace, scope, user }: Pick<RbacDenial, 'name' | 'namespace' | 'scope' | 'user'>,
  rule: RbacDenial['suggested_rule'],
): string {
  const objects =
    scope === 'namespaced'
      ? `Role + RoleBinding in namespace ${namespace}`
      : 'ClusterRole + ClusterRoleBinding for the whole cluster';
  const narrow = name === null ? '' : ` Add resourceNames: ["${name}"] to grant it for this object alone.`;
  return `Ask whoever runs the cluster for a ${objects} that grants "${user}" the rule ${JSON.stringify(rule)}.${narrow}`;
}
