{{/* Environment of the connector's container: the pinned interface of README.md. */}}
{{- define "connector.env" -}}
- {name: MODEKEEPER_CONFIG_FILE, value: /etc/modekeeper/config/connector.json}
- {name: MODEKEEPER_TRUST_DIR, value: /etc/modekeeper/trust}
- {name: MODEKEEPER_PASSPORT_DIR, value: /etc/modekeeper/passports}
- {name: MODEKEEPER_ENROLLMENT_TOKEN_FILE, value: /etc/modekeeper/enrollment/token}
- {name: MODEKEEPER_SERVICE_ACCOUNT_DIR, value: /var/run/secrets/kubernetes.io/serviceaccount}
- {name: MODEKEEPER_LISTEN_HOST, value: {{ .Values.listen.host | quote }}}
- {name: MODEKEEPER_LISTEN_PORT, value: "8080"}
- {name: MODEKEEPER_LOG_LEVEL, value: {{ .Values.logLevel }}}
- name: POD_NAME
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
- name: POD_NAMESPACE
  valueFrom: {fieldRef: {fieldPath: metadata.namespace}}
- name: POD_UID
  valueFrom: {fieldRef: {fieldPath: metadata.uid}}
- {name: NODE_OPTIONS, value: "--max-old-space-size={{ int .Values.heapMegabytes }} --max-semi-space-size=1"}
{{- with .Values.killSwitch.environment }}
- {name: MODEKEEPER_KILL_SWITCH, value: {{ . | quote }}}
{{- end }}
{{- if .Values.killSwitch.fileConfigMap }}
- {name: MODEKEEPER_KILL_SWITCH_FILE, value: /etc/modekeeper/kill/kill_switch}
{{- end }}
{{- with .Values.proxy.httpsProxy }}
- {name: HTTPS_PROXY, value: {{ . | quote }}}
- name: NO_PROXY
  value: {{ list "$(KUBERNETES_SERVICE_HOST)" "kubernetes.default.svc" $.Values.proxy.noProxy | compact | join "," | quote }}
{{- end }}
{{- range $name, $value := .Values.sandboxEnvironment }}
- {name: {{ $name }}, value: {{ $value | toString | quote }}}
{{- end }}
{{- if .Values.extraCaConfigMap }}
- {name: NODE_EXTRA_CA_CERTS, value: /etc/modekeeper/ca/ca.crt}
{{- end }}
{{- end }}
