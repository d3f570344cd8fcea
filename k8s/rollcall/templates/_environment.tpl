{{/* What a service or a Job is told of Kafka and the log line: { root }. */}}
{{- define "rollcall.kafka" -}}
KAFKA_BROKERS: {{ join "," .root.Values.kafka.brokers | quote }}
{{- if .root.Values.kafka.tls.enabled }}
KAFKA_TLS: 'true'
{{- end }}
{{- if .root.Values.kafka.tls.clientCertificate }}
KAFKA_TLS_CERT_FILE: /run/kafka-certificate/tls.crt
KAFKA_TLS_KEY_FILE: /run/kafka-certificate/tls.key
{{- end }}
{{- with .root.Values.kafka.sasl.mechanism }}
KAFKA_SASL_MECHANISM: {{ . | quote }}
KAFKA_USERNAME_FILE: /run/secrets/rollcall/KAFKA_USERNAME
KAFKA_PASSWORD_FILE: /run/secrets/rollcall/KAFKA_PASSWORD
{{- end }}
{{- with .root.Values.kafka }}
{{- if has $.name (list "gateway" "topics") }}
TOPIC_GENERATION: {{ .generation | quote }}
{{- end }}
{{- if eq $.name "directory" }}
TOPIC_GENERATION: {{ .directoryGeneration | default .generation | quote }}
{{- end }}
{{- if eq $.name "delivery" }}
TOPIC_GENERATION: {{ .deliveryGeneration | default .generation | quote }}
{{- end }}
{{- end }}
{{- if has .name (list "gateway" "tokens" "topics") }}
CREDENTIALS_GENERATION: {{ .root.Values.kafka.credentialsGeneration | quote }}
{{- end }}
{{- if and .root.Values.kafka.nextGeneration (has .name (list "gateway" "topics")) }}
NEXT_TOPIC_GENERATION: {{ .root.Values.kafka.nextGeneration | quote }}
{{- with .root.Values.kafka.nextPartitions }}
NEXT_TOPIC_PARTITIONS: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* The variables of a part: { root, name, fact }. */}}
{{- define "rollcall.environment" -}}
{{- $full := include "rollcall.fullname" .root -}}
{{- if has "kafka" .fact.engines }}
{{ include "rollcall.kafka" . }}
{{- end }}
{{- range $variable := keys .fact.secrets | sortAlpha }}
{{ $variable }}_FILE: /run/secrets/rollcall/{{ $variable }}
{{- end }}
{{- range $variable := keys (include "rollcall.ownSecrets" . | fromYaml) | sortAlpha }}
{{ $variable }}_FILE: /run/secrets/rollcall/{{ $variable }}
{{- end }}
{{- if .root.Values.tls.ca.configMap }}
NODE_EXTRA_CA_CERTS: /run/authority/ca.crt
{{- end }}
{{- if and .root.Values.development (has .name (list "gateway" "tokens" "topics")) }}
DEVELOPMENT: 'true'
{{- end }}
{{- with .root.Values.kafka }}
{{- $credentials := .credentialsPartitions | default .partitions }}
{{- if has $.name (list "gateway" "topics") }}
TOPIC_PARTITIONS: {{ .partitions | quote }}
{{- end }}
{{- if eq $.name "tokens" }}
TOPIC_PARTITIONS: {{ $credentials | quote }}
{{- end }}
{{- if eq $.name "topics" }}
CREDENTIALS_PARTITIONS: {{ $credentials | quote }}
{{- end }}
{{- end }}
{{- with .fact.ports }}
HOST: 0.0.0.0
DRAIN_MS: '5000'
{{- with .public }}
PORT: {{ . | quote }}
{{- end }}
INTERNAL_PORT: {{ .internal | quote }}
LOG_LEVEL: {{ $.root.Values.logLevel | quote }}
{{- end }}
{{- if has .name (list "gateway" "tokens" "delivery") }}
{{- with .root.Values.installation }}
INSTALLATION: {{ . | quote }}
{{- end }}
{{- end }}
{{- if eq .name "gateway" }}
PUBLIC_BASE_URL: {{ .root.Values.publicBaseUrl | quote }}
TOKEN_SERVICE_URL: http://{{ $full }}-tokens:3000
DIRECTORY_URL: http://{{ $full }}-directory-internal:3001
{{- if .root.Values.services.delivery.enabled }}
DELIVERY_URL: http://{{ $full }}-delivery-internal:3001
{{- end }}
{{- with .root.Values.trustedProxies }}
TRUSTED_PROXIES: {{ . | quote }}
{{- end }}
{{- include "rollcall.signIn" . }}
{{- include "rollcall.branding" . }}
{{- end }}
{{- if eq .name "directory" }}
GATEWAY_INTERNAL_URL: http://{{ $full }}-gateway-internal:3001
{{- end }}
{{- if has .name (list "directory" "delivery") }}
{{- with .root.Values.clientKeys }}
CLIENT_KEYS: {{ join "," . | quote }}
{{- end }}
{{- end }}
{{- if eq .name "tokens" }}
{{- include "rollcall.redis" . }}
{{- end }}
{{- if has "otlp" .fact.engines }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ .root.Values.tracing.endpoint | quote }}
OTEL_TRACES_SAMPLER_ARG: {{ .root.Values.tracing.share | quote }}
{{- end }}
{{- end }}

{{/* Where Redis is, unless its address in the Secret says it: { root }. */}}
{{- define "rollcall.redis" -}}
{{- with .root.Values.redis }}
REDIS_DURABILITY: {{ .durability }}
{{- if .tls.clientCertificate }}
REDIS_TLS_CERT_FILE: /run/redis-certificate/tls.crt
REDIS_TLS_KEY_FILE: /run/redis-certificate/tls.key
{{- end }}
{{- if ne .mode "single" }}
REDIS_MODE: {{ .mode }}
REDIS_NODES: {{ join "," .nodes | quote }}
REDIS_TLS: {{ .tls.enabled | quote }}
{{- if eq .mode "sentinel" }}
REDIS_PRIMARY: {{ .primary | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Sign-in with OpenID Connect: { root }. */}}
{{- define "rollcall.signIn" -}}
{{- with .root.Values.signIn }}
{{- if .issuer }}
OIDC_ISSUER: {{ .issuer | quote }}
OIDC_CLIENT_ID: {{ .clientId | quote }}
OIDC_SCOPES: {{ .scopes | quote }}
OIDC_LABEL: {{ .label | quote }}
OIDC_TENANT_CLAIM: {{ .tenantClaim | quote }}
OIDC_ROLE_CLAIM: {{ .roleClaim | quote }}
OIDC_ROLES: {{ join "," .roles | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* What the console calls and shows of the product: { root }. */}}
{{- define "rollcall.branding" -}}
{{- with .root.Values.branding }}
{{- with .name }}
BRAND_NAME: {{ . | quote }}
{{- end }}
{{- with .logo }}
BRAND_LOGO: {{ . | quote }}
{{- end }}
{{- with .accent }}
BRAND_ACCENT: {{ . | quote }}
{{- end }}
{{- with .support }}
BRAND_SUPPORT: {{ . | quote }}
{{- end }}
{{- with .returnUrl }}
BRAND_RETURN_URL: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}

{{/* Secrets that the values add to a service: variable → key in the Secret. */}}
{{- define "rollcall.ownSecrets" -}}
{{- with get .root.Values.services .name }}{{ toYaml .secretConfig }}{{ end }}
{{- end }}

{{/* The secrets of a part, Kafka's among them: variable → key in the Secret. */}}
{{- define "rollcall.secrets" -}}
{{- $keys := .root.Values.secrets.keys -}}
{{- range $variable, $name := .fact.secrets }}
{{ $variable }}: {{ get $keys $name | quote }}
{{- end }}
{{- range $variable, $key := include "rollcall.ownSecrets" . | fromYaml }}
{{ $variable }}: {{ $key | quote }}
{{- end }}
{{- if and .root.Values.kafka.sasl.mechanism (has "kafka" .fact.engines) }}
{{- $user := ternary .name "operator" (and (hasKey .root.Values.services .name) (not (has .component (list "command-drop-topic" "command-topics")))) }}
KAFKA_USERNAME: {{ get $keys (printf "%sKafkaUsername" $user) | quote }}
KAFKA_PASSWORD: {{ get $keys (printf "%sKafkaPassword" $user) | quote }}
{{- end }}
{{- end }}

{{- define "rollcall.volumeMounts" -}}
- { name: tmp, mountPath: /tmp }
{{- if include "rollcall.secrets" . | trim }}
- { name: secrets, mountPath: /run/secrets/rollcall, readOnly: true }
{{- end }}
{{- if .root.Values.tls.ca.configMap }}
- { name: authority, mountPath: /run/authority, readOnly: true }
{{- end }}
{{- range $engine, $secret := include "rollcall.certificates" . | fromYaml }}
- { name: {{ $engine }}-certificate, mountPath: /run/{{ $engine }}-certificate, readOnly: true }
{{- end }}
{{- end }}

{{/* The certificates that a part shows: engine → Secret. */}}
{{- define "rollcall.certificates" -}}
{{- $values := .root.Values -}}
{{- $own := dict "kafka" $values.kafka.tls.clientCertificate "redis" $values.redis.tls.clientCertificate -}}
{{- $database := dict "logDatabaseUrl" $values.postgres.tls.logClientCertificate "directoryDatabaseUrl" $values.postgres.tls.directoryClientCertificate "deliveryDatabaseUrl" $values.postgres.tls.deliveryClientCertificate -}}
{{- with .fact.secrets.DATABASE_URL }}{{ $_ := set $own "postgres" (get $database .) }}{{ end -}}
{{- range $engine := .fact.engines }}
{{- with get $own $engine }}
{{ $engine }}: {{ . }}
{{- end }}
{{- end }}
{{- end }}

{{- define "rollcall.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: 16Mi }
{{- $secrets := include "rollcall.secrets" . | fromYaml }}
{{- if $secrets }}
- name: secrets
  secret:
    secretName: {{ .root.Values.secrets.existingSecret }}
    optional: false
    defaultMode: 0440
    items:
      {{- range $variable, $key := $secrets }}
      - { key: {{ $key }}, path: {{ $variable }} }
      {{- end }}
{{- end }}
{{- with .root.Values.tls.ca }}
{{- if .configMap }}
- name: authority
  configMap:
    name: {{ .configMap }}
    items:
      - { key: {{ .key }}, path: ca.crt }
{{- end }}
{{- end }}
{{- range $engine, $secret := include "rollcall.certificates" . | fromYaml }}
- name: {{ $engine }}-certificate
  secret:
    secretName: {{ $secret }}
    optional: false
    defaultMode: 0440
{{- end }}
{{- end }}
