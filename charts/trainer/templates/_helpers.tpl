{{- define "trainer.name" -}}
{{- .Values.name | default .Release.Name -}}
{{- end }}

{{- define "trainer.selectorLabels" -}}
app.kubernetes.io/name: trainer
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "trainer.labels" -}}
{{ include "trainer.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: trainer
app.kubernetes.io/part-of: modekeeper
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "trainer.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end }}
