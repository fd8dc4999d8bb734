{{/*
CEL: annotation k holds a whole number without leading zeros inside the bounds of its knob. The pattern comes before int(), so
that int() never sees more than nine digits.
*/}}
{{- define "guard.knobInBounds" -}}
(k in variables.bounds && {{ . }}.matches('^(0|[1-9][0-9]{0,8})$')
        && int({{ . }}) >= variables.bounds[k][0] && int({{ . }}) <= variables.bounds[k][1])
{{- end }}

{{/*
CEL: two lists of managedFields ([from, to]) hold the same claims, looked at in one direction: every claim of another manager in
`from` stands in `to`. Only the leaves of our own annotations may be missing: the API server itself moves those to us.
`[(…)[0]].all(n, …)` gives the entry of the same manager a name; there is none when its last claim has moved.
*/}}
{{- define "guard.claimsKept" -}}
{{- $from := index . 0 }}{{ $to := index . 1 -}}
{{- $spec := "[?'f:spec']" }}{{ $template := "[?'f:spec'][?'f:template']" -}}
{{ $from }}.all(e, e in {{ $to }} || e.manager == 'modekeeper'
        || [({{ $to }}.filter(n, n.manager == e.manager && n.operation == e.operation && n.?subresource == e.?subresource) + [{}])[0]].all(n,
        {{ include "guard.sameClaims" (list "" "f:metadata" "f:spec") }}
        && {{ include "guard.sameClaims" (list "[?'f:metadata']" "f:annotations") }}
        && {{ include "guard.sameClaims" (list $spec "f:template") }}
        && {{ include "guard.sameClaims" (list $template "f:metadata") }}
        && {{ include "guard.sameClaims" (list (printf "%s[?'f:metadata']" $template) "f:annotations") }}
        && {{ include "guard.sameLeaves" "[?'f:metadata'][?'f:annotations']" }}
        && {{ include "guard.sameLeaves" (printf "%s[?'f:metadata'][?'f:annotations']" $template) }}))
{{- end }}

{{/* CEL: at one level, all claims of e but the named ones are claims of n too. */}}
{{- define "guard.sameClaims" -}}
{{- $at := first . -}}
e.?fieldsV1{{ $at }}.orValue({}).all(k, k in ['{{ rest . | join "', '" }}'] || n.?fieldsV1{{ $at }}[?k] == e.?fieldsV1{{ $at }}[?k])
{{- end }}

{{- define "guard.sameLeaves" -}}
e.?fieldsV1{{ . }}.orValue({}).all(k, k == '.' || k.startsWith('f:modekeeper/') || n.?fieldsV1{{ . }}[?k] == e.?fieldsV1{{ . }}[?k])
{{- end }}
