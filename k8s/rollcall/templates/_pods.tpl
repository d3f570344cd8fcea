{{/* What the values add to a pod: { own }, the values of a service or of the Jobs. */}}
{{- define "rollcall.scheduling" -}}
{{- range $field := list "priorityClassName" "nodeSelector" "tolerations" "affinity" }}
{{- with get $.own $field }}
{{ dict $field . | toYaml }}
{{- end }}
{{- end }}
{{- with .own.initContainers }}
initContainers: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Labels that the values add to the pods of a part: { root, own }. */}}
{{- define "rollcall.podLabels" -}}
{{- with .own.podLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* When the Jobs, and what they need, are made: { root, wave }; the lower wave is the earlier one. */}}
{{- define "rollcall.jobHooks" -}}
{{- $jobs := .root.Values.jobs -}}
{{- if eq $jobs.hooks "helm" }}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: {{ add .wave 2 | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- else if eq $jobs.hooks "argocd" }}
argocd.argoproj.io/hook: Sync
argocd.argoproj.io/sync-wave: {{ .wave | quote }}
argocd.argoproj.io/hook-delete-policy: BeforeHookCreation
{{- end }}
{{- with $jobs.annotations }}
{{ toYaml . }}
{{- end }}
{{- end }}
