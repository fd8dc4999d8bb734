{{/*
CEL: annotation k holds a whole number without leading zeros inside the bounds of its knob. The pattern comes before int(), so
that int() never sees more than nine digits.
*/}}
{{- define "guard.knobInBounds" -}}
(k in variables.bounds && {{ . }}.matches('^(0|[1-9][0-9]{0,8})$')
        && int({{ . }}) >= variables.bounds[k][0] && int({{ . }}) <= variables.bounds[k][1])
{{- end }}

{{/* CEL: the managedFields entry owns a knob's leaf, on the pod template or on the object. */}}
{{- define "guard.ownsKnob" -}}
({{ . }}.?fieldsV1[?'f:spec'][?'f:template'][?'f:metadata'][?'f:annotations'].orValue({}).exists(k, k.startsWith('f:modekeeper/knob.'))
        || {{ . }}.?fieldsV1[?'f:metadata'][?'f:annotations'].orValue({}).exists(k, k.startsWith('f:modekeeper/knob.')))
{{- end }}
