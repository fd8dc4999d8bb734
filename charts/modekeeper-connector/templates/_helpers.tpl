{{/* Labels that every object carries (Helm's recommended set). */}}
{{- define "connector.selectorLabels" -}}
app.kubernetes.io/name: modekeeper-connector
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "connector.labels" -}}
{{ include "connector.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: connector
app.kubernetes.io/part-of: modekeeper
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "connector.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default .Release.Name -}}
{{- end }}

{{/* Name of the objects outside the release namespace: colons cannot occur in names of namespaces, so two releases never share one. */}}
{{- define "connector.rbacName" -}}
{{- printf "modekeeper:%s:%s" .Release.Namespace .Release.Name -}}
{{- end }}

{{- define "connector.policyName" -}}
{{- .Values.guard.policyName | default (printf "%s-guard" .Release.Name) -}}
{{- end }}

{{- define "connector.enrollmentSecret" -}}
{{- .Values.enrollment.existingSecret | default (printf "%s-enrollment" .Release.Name) -}}
{{- end }}

{{- define "connector.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Namespaces of the targets, sorted, each once, as {"namespaces": []}. */}}
{{- define "connector.targetNamespaces" -}}
{{- $all := list -}}
{{- range .Values.targets }}{{ $all = append $all .namespace }}{{ end -}}
{{- dict "namespaces" ($all | uniq | sortAlpha) | toJson -}}
{{- end }}

{{/* Names of the targets in one namespace ({root, namespace}), and whether a selector is among them. */}}
{{- define "connector.targetsIn" -}}
{{- $names := list -}}
{{- $selector := false -}}
{{- range .root.Values.targets -}}
{{- if eq .namespace $.namespace -}}
{{- if .name }}{{ $names = append $names .name }}{{ else }}{{ $selector = true }}{{ end -}}
{{- end -}}
{{- end -}}
{{- dict "names" ($names | uniq | sortAlpha) "selector" $selector | toJson -}}
{{- end }}

{{/* true when the connector may send patches to its targets (dry runs need the same right). */}}
{{- define "connector.mayPatch" -}}
{{- if has .Values.mode (list "verify" "apply") }}true{{ end -}}
{{- end }}

{{/* Port of a URL; the scheme's own when none is written. */}}
{{- define "connector.port" -}}
{{- $port := regexFind ":[0-9]+$" (urlParse .).host | trimPrefix ":" -}}
{{- if $port }}{{ $port }}{{ else if hasPrefix "http://" . }}80{{ else }}443{{ end -}}
{{- end }}
