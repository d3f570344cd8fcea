{{- define "rollcall.fullname" -}}
{{- if contains "rollcall" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-rollcall" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{/* Labels by which pods are found; they never change. */}}
{{- define "rollcall.selector" -}}
app.kubernetes.io/name: rollcall
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "rollcall.labels" -}}
{{ include "rollcall.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The image of an app: { root, app }. */}}
{{- define "rollcall.image" -}}
{{- $image := .root.Values.image -}}
{{- $name := printf "%s%s/%s" $image.registry $image.repository .app -}}
{{- with get $image.digests .app }}{{ printf "%s@%s" $name . }}{{ else }}{{ printf "%s:%s" $name ($image.tag | default .root.Chart.AppVersion) }}{{ end -}}
{{- end }}

{{- define "rollcall.host" -}}
{{ (urlParse .Values.publicBaseUrl).host }}
{{- end }}
