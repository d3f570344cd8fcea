{{/* The restricted Pod Security Standard, unless the values say otherwise. */}}
{{- define "rollcall.podSecurity" -}}
{{ toYaml .Values.podSecurityContext }}
{{- end }}

{{- define "rollcall.containerSecurity" -}}
{{ toYaml .Values.containerSecurityContext }}
{{- end }}
