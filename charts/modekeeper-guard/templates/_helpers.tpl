{{- define "guard.labels" -}}
app.kubernetes.io/name: modekeeper-guard
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: admission-policy
app.kubernetes.io/part-of: modekeeper
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "guard.policyName" -}}
{{- .Values.policyName | default .Release.Name -}}
{{- end }}

{{- define "guard.username" -}}
{{- printf "system:serviceaccount:%s:%s" .Values.serviceAccount.namespace .Values.serviceAccount.name -}}
{{- end }}

{{/* What a schema cannot say. */}}
{{- define "guard.checks" -}}
{{- $seen := dict -}}
{{- range $index, $actuator := .Values.actuators -}}
{{- if gt (int64 $actuator.min) (int64 $actuator.max) -}}
{{- fail (printf "actuators[%d] %s: min %d is above max %d, so no value would pass. Copy the bounds of the passport." $index $actuator.name (int64 $actuator.min) (int64 $actuator.max)) -}}
{{- end -}}
{{- if hasKey $seen $actuator.name -}}
{{- fail (printf "actuators[%d] repeats %s: one knob has one pair of bounds." $index $actuator.name) -}}
{{- end -}}
{{- $_ := set $seen $actuator.name true -}}
{{- end -}}
{{- end }}

{{/* CEL map from annotation key to [lowest, highest], one line per actuator. */}}
{{- define "guard.bounds" -}}
{
{{- range $index, $actuator := .Values.actuators }}
  'modekeeper/knob.{{ $actuator.name }}': [{{ int64 $actuator.min }}, {{ int64 $actuator.max }}]{{ if lt (add1 $index) (len $.Values.actuators) }},{{ end }}
{{- end }}
}
{{- end }}
