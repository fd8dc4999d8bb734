{{/* What a schema cannot say: references between values. Each message says what is wrong and what to do. */}}
{{- define "connector.checks" -}}
{{- if not (regexMatch "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$" .Release.Name) -}}
{{- fail (printf "the release name %q has a dot: the objects of the connector are named after it, so use letters, digits and dashes." .Release.Name) -}}
{{- end -}}
{{- $seen := dict -}}
{{- range $index, $target := .Values.targets -}}
{{- if and $target.name $target.selector -}}
{{- fail (printf "targets[%d] has both name and selector: keep one of them." $index) -}}
{{- end -}}
{{- if not (or $target.name $target.selector) -}}
{{- fail (printf "targets[%d] has neither name nor selector: name the Deployment (or, in mode observe, give a selector)." $index) -}}
{{- end -}}
{{- if and $target.selector (ne $.Values.mode "observe") -}}
{{- fail (printf "targets[%d] has a selector in mode %s: only mode observe takes one. Name the Deployment." $index $.Values.mode) -}}
{{- end -}}
{{- if not (hasKey $.Values.passports $target.passport) -}}
{{- fail (printf "targets[%d] names passport %q, which is not under passports: add it there, or name one that is." $index $target.passport) -}}
{{- end -}}
{{- if $target.name -}}
{{- $id := printf "%s/%s" $target.namespace $target.name -}}
{{- if hasKey $seen $id -}}
{{- fail (printf "targets[%d] repeats %s: one Deployment has one entry, with one container and one passport." $index $id) -}}
{{- end -}}
{{- $_ := set $seen $id true -}}
{{- end -}}
{{- end -}}
{{- if and .Values.enrollment.token .Values.enrollment.existingSecret -}}
{{- fail "enrollment.token and enrollment.existingSecret are both set: keep one of them." -}}
{{- end -}}
{{- if ne .Values.approval.level "L0" -}}
{{- $needed := 1 -}}
{{- if eq .Values.approval.level "L2" }}{{ $needed = int .Values.approval.threshold }}{{ end -}}
{{- $given := list -}}
{{- range .Values.trust.approverKeys }}{{ $given = append $given .publicKey }}{{ end -}}
{{- if lt (len ($given | uniq)) $needed -}}
{{- fail (printf "approval.level %s needs %d distinct key(s) in trust.approverKeys, and there are %d: nothing could ever be approved. Add the approvers' public keys." .Values.approval.level $needed (len ($given | uniq))) -}}
{{- end -}}
{{- end -}}
{{- end }}
