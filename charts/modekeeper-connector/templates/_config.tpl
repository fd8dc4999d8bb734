{{/* The document connector.json (connector_config.v1). Optional members are absent, never null. */}}
{{- define "connector.config" -}}
{{- $targets := list -}}
{{- range .Values.targets -}}
{{- $target := dict "apiVersion" (.apiVersion | default "apps/v1") "kind" (.kind | default "Deployment") "namespace" .namespace "container" .container "passport" .passport -}}
{{- if .name }}{{ $_ := set $target "name" .name }}{{ else }}{{ $_ := set $target "selector" .selector }}{{ end -}}
{{- $targets = append $targets $target -}}
{{- end -}}
{{- $config := dict
  "schema_version" "connector_config.v1"
  "release" .Release.Name
  "namespace" .Release.Namespace
  "chart_version" .Chart.Version
  "control_plane_url" .Values.controlPlaneUrl
  "allow_insecure_http" (and .Values.sandbox (hasPrefix "http://" .Values.controlPlaneUrl))
  "mode" .Values.mode
  "approval" (dict "level" .Values.approval.level "threshold" (int .Values.approval.threshold))
  "targets" $targets
  "gitops" (dict "managers" .Values.gitops.managers)
  "guard" (dict "policy_name" (include "connector.policyName" .))
-}}
{{- if gt (int .Values.identity.rotation) 0 }}{{ $_ := set $config "identity" (dict "rotation" (int .Values.identity.rotation)) }}{{ end -}}
{{- with .Values.killSwitch.overrideCloud }}{{ $_ := set $config "kill" (dict "override_cloud" .) }}{{ end -}}
{{- $config | toPrettyJson -}}
{{- end }}

{{/* approver_keys.json: the values' names in the documents' spelling. */}}
{{- define "connector.approverKeys" -}}
{{- $keys := list -}}
{{- range .Values.trust.approverKeys -}}
{{- $keys = append $keys (dict "id" .id "key_id" .keyId "public_key" .publicKey) -}}
{{- end -}}
{{- $keys | toPrettyJson -}}
{{- end }}

{{- define "connector.configData" -}}
connector.json: {{ include "connector.config" . | toJson }}
{{- end }}

{{- define "connector.trustData" -}}
root_public_keys.json: {{ .Values.trust.roots | toPrettyJson | toJson }}
approval_keys.json: {{ .Values.trust.approvalKeys | toPrettyJson | toJson }}
approver_keys.json: {{ include "connector.approverKeys" . | toJson }}
{{- end }}

{{- define "connector.passportData" -}}
{{- range $name, $passport := .Values.passports }}
{{ $name }}.json: {{ $passport | toPrettyJson | toJson }}
{{- end }}
{{- end }}
