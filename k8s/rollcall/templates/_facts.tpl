{{/*
What each service is, as data: the templates range over it. Not values: a chart that could change
them would describe another product.
  ports    name → number; the one that the ingress never exposes is `internal`; `public` of the
           directory and of delivery is for services of the product, of the gateway for the ingress
  secrets  variable → name in secrets.keys; mounted as files and read by X_FILE
  engines  what it may reach, in addition to DNS
  asks     which services it may ask
*/}}
{{- define "rollcall.facts" -}}
gateway:
  app: scim-gateway
  ports: { public: 3000, internal: 3001 }
  secrets:
    DATABASE_URL: logDatabaseUrl
    OPERATOR_KEYS: operatorKeys
    TOKEN_SERVICE_KEYS: tokenServiceKeys
    DIRECTORY_KEYS: directoryKeys
    INTERNAL_KEYS: internalKeys
    {{- with .Values.secrets.keys }}
    {{- if .sealingKeys }}
    SEALING_KEYS: sealingKeys
    {{- end }}
    {{- if .serviceKeys }}
    SERVICE_KEYS: serviceKeys
    {{- end }}
    {{- end }}
    CONSOLE_PEPPERS: consolePeppers
    {{- if .Values.requestLog.ownDatabase }}
    REQUEST_LOG_DATABASE_URL: requestLogDatabaseUrl
    {{- end }}
    {{- if .Values.signIn.issuer }}
    OIDC_CLIENT_SECRET: oidcClientSecret
    {{- end }}
  engines: [postgres, kafka{{ if .Values.tracing.endpoint }}, otlp{{ end }}]
  asks: [tokens, directory{{ if .Values.services.delivery.enabled }}, delivery{{ end }}]
directory:
  app: user-directory
  ports: { public: 3000, internal: 3001 }
  secrets:
    DATABASE_URL: directoryDatabaseUrl
    DIRECTORY_KEYS: directoryKeys
    INTERNAL_KEYS: internalKeys
    {{- if .Values.services.directory.readReplica }}
    REPLICA_DATABASE_URL: directoryReplicaUrl
    {{- end }}
  engines: [postgres, kafka{{ if .Values.tracing.endpoint }}, otlp{{ end }}]
  # How current an answer is, the log says; a rebuild compares its checksums with the log's.
  asks: [gateway]
tokens:
  app: token-service
  ports: { internal: 3000 }
  secrets:
    TOKEN_SERVICE_KEYS: tokenServiceKeys
    INTERNAL_KEYS: internalKeys
    TOKEN_PEPPERS: tokenPeppers
    {{- with .Values.redis }}
    {{- if eq .mode "single" }}
    REDIS_URL: redisUrl
    {{- else }}
    {{- if ne .auth "none" }}
    REDIS_PASSWORD: redisPassword
    {{- end }}
    {{- if eq .auth "user" }}
    REDIS_USERNAME: redisUsername
    {{- end }}
    {{- if and (eq .mode "sentinel") (ne .sentinelAuth "none") }}
    REDIS_SENTINEL_PASSWORD: redisSentinelPassword
    {{- end }}
    {{- if and (eq .mode "sentinel") (eq .sentinelAuth "user") }}
    REDIS_SENTINEL_USERNAME: redisSentinelUsername
    {{- end }}
    {{- end }}
    {{- end }}
  engines: [redis, kafka]
  asks: []
{{- if .Values.services.delivery.enabled }}
delivery:
  app: event-delivery
  ports: { public: 3000, internal: 3001 }
  secrets:
    DATABASE_URL: deliveryDatabaseUrl
    INTERNAL_KEYS: internalKeys
    {{- with .Values.secrets.keys.sealingKeys }}
    SEALING_KEYS: sealingKeys
    {{- end }}
  engines: [postgres, kafka]
  asks: []
{{- end }}
{{- end }}

{{/* The Jobs before an install and an upgrade. */}}
{{- define "rollcall.jobs" -}}
migrate-log:
  app: scim-gateway
  command: migrate
  wanted: migrate
  secrets:
    DATABASE_URL: logDatabaseUrl
    {{- if .Values.requestLog.ownDatabase }}
    REQUEST_LOG_DATABASE_URL: requestLogDatabaseUrl
    {{- end }}
  engines: [postgres]
migrate-directory:
  app: user-directory
  command: migrate
  wanted: migrate
  secrets: { DATABASE_URL: directoryDatabaseUrl }
  engines: [postgres]
{{- if .Values.services.delivery.enabled }}
migrate-delivery:
  app: event-delivery
  command: migrate
  wanted: migrate
  secrets: { DATABASE_URL: deliveryDatabaseUrl }
  engines: [postgres]
{{- end }}
topics:
  app: scim-gateway
  command: topics
  wanted: topics
  secrets: {}
  engines: [kafka]
{{- end }}

{{/* What a schema cannot say, or not in words: every refusal says what to do. */}}
{{- define "rollcall.check" -}}
{{- with .Values }}
{{- if not .publicBaseUrl }}{{ fail "publicBaseUrl is required: what identity providers call, for instance https://scim.example.com" }}{{ end }}
{{- if and (not .development) (hasPrefix "http://" .publicBaseUrl) }}{{ fail "publicBaseUrl must begin with https://: bearer tokens would travel in the clear (development: true allows it)" }}{{ end }}
{{- if not .image.registry }}{{ fail "image.registry is required: your registry with a trailing slash, for instance registry.example.com/. This project publishes no images yet, and a name without a registry is somebody else's" }}{{ end }}
{{- if not .secrets.existingSecret }}{{ fail "secrets.existingSecret is required: the name of a Secret with the keys of secrets.keys; docs/operating.md makes one" }}{{ end }}
{{- if not (or .secrets.keys.sealingKeys .secrets.keys.serviceKeys) }}{{ fail "secrets.keys.sealingKeys is required: what seals cursors and secrets of webhooks, name:secret" }}{{ end }}
{{- range $name, $fact := include "rollcall.facts" $ | fromYaml }}
{{- range $variable := keys (get $.Values.services $name).secretConfig }}
{{- if hasKey $fact.secrets $variable }}{{ fail (printf "services.%s.secretConfig.%s is set by the chart: name its key in secrets.keys" $name $variable) }}{{ end }}
{{- end }}
{{- end }}
{{- if and .kafka.nextGeneration (le (int .kafka.nextGeneration) (int .kafka.generation)) }}{{ fail (printf "kafka.nextGeneration (%d) must be above kafka.generation (%d), or 0" (int .kafka.nextGeneration) (int .kafka.generation)) }}{{ end }}
{{- if and .kafka.directoryGeneration (not (has (int .kafka.directoryGeneration) (list (int .kafka.generation) (int .kafka.nextGeneration)))) }}{{ fail (printf "kafka.directoryGeneration (%d) must be published: kafka.generation (%d), kafka.nextGeneration (%d), or 0" (int .kafka.directoryGeneration) (int .kafka.generation) (int .kafka.nextGeneration)) }}{{ end }}
{{- if and (ne .redis.mode "single") (not .redis.nodes) }}{{ fail (printf "redis.nodes is required with redis.mode=%s: host:port of the sentinels, or of some nodes of the cluster" .redis.mode) }}{{ end }}
{{- if and (eq .redis.mode "single") .redis.nodes }}{{ fail "redis.nodes needs redis.mode: sentinel or cluster" }}{{ end }}
{{- if and (ne .redis.mode "single") (not .redis.tls.enabled) (ne .redis.auth "none") (not .development) }}{{ fail "redis.auth needs redis.tls.enabled: the password would travel in the clear (development: true allows it)" }}{{ end }}
{{- if and .signIn.issuer (not .signIn.clientId) }}{{ fail "signIn.clientId is required with signIn.issuer: what the provider calls this client" }}{{ end }}
{{- if not .kafka.brokers }}{{ fail "kafka.brokers is required: host:port of some brokers" }}{{ end }}
{{- if eq .image.tag "latest" }}{{ fail "image.tag must name a version: latest is another one tomorrow" }}{{ end }}
{{- if and .kafka.sasl.mechanism (not .kafka.tls.enabled) (not .development) }}{{ fail "kafka.sasl.mechanism needs kafka.tls.enabled: the password would travel in the clear (development: true allows it)" }}{{ end }}
{{- if and .redis.tls.clientCertificate (ne .redis.mode "single") (not .redis.tls.enabled) }}{{ fail "redis.tls.clientCertificate needs redis.tls.enabled" }}{{ end }}
{{- if and .kafka.tls.clientCertificate (not .kafka.tls.enabled) }}{{ fail "kafka.tls.clientCertificate needs kafka.tls.enabled" }}{{ end }}
{{- if .networkPolicy.enabled }}
{{- range $engine, $addresses := dict "kafka" .kafka.brokers "redis" .redis.nodes }}
{{- $open := (get $.Values.networkPolicy $engine).ports }}
{{- range $addresses }}
{{- $port := regexFind "[0-9]+$" . }}
{{- if not (has $port ($open | toStrings)) }}{{ fail (printf "networkPolicy.%s.ports does not open %s: no pod would reach %s" $engine $port .) }}{{ end }}
{{- end }}
{{- end }}
{{- if and .monitoring.serviceMonitor.enabled (not .networkPolicy.prometheus) }}{{ fail "networkPolicy.prometheus is required with monitoring.serviceMonitor: Prometheus could not scrape the pods" }}{{ end }}
{{- end }}
{{- if and .services.delivery.enabled .services.delivery.published .networkPolicy.enabled (not .networkPolicy.deliveryClients) }}{{ fail "networkPolicy.deliveryClients is required with services.delivery.published: the ingress controller could not reach the feed" }}{{ end }}
{{- if and .kafka.deliveryGeneration (not (has (int .kafka.deliveryGeneration) (list (int .kafka.generation) (int .kafka.nextGeneration)))) }}{{ fail (printf "kafka.deliveryGeneration (%d) must be published: kafka.generation (%d), kafka.nextGeneration (%d), or 0" (int .kafka.deliveryGeneration) (int .kafka.generation) (int .kafka.nextGeneration)) }}{{ end }}
{{- if and .ingress.enabled (not .ingress.tlsSecret) }}{{ fail "ingress.tlsSecret is required: the Secret with the certificate of the host" }}{{ end }}
{{- if and .ingress.enabled (not .trustedProxies) }}{{ fail "trustedProxies is required with ingress.enabled: the addresses of the ingress controller's pods, for instance 10.0.0.0/8. Without it every limit by address counts all callers as one, and anybody's wrong attempts are everybody's" }}{{ end }}
{{- if and .monitoring.rules.enabled (not .monitoring.rules.runbooks) }}{{ fail "monitoring.rules.runbooks is required: where you publish docs/runbooks, for instance https://wiki.example.com/rollcall/ (an operator with an alert needs the page)" }}{{ end }}
{{- if and .gatewayApi.enabled (not .gatewayApi.parentRefs) }}{{ fail "gatewayApi.parentRefs is required: the Gateways that the route belongs to" }}{{ end }}
{{- range $name, $service := .services }}
{{- with $service.autoscaling }}
{{- if and .enabled (gt (int .min) (int .max)) }}{{ fail (printf "services.%s.autoscaling.min (%d) is above max (%d)" $name (int .min) (int .max)) }}{{ end }}
{{- end }}
{{- end }}
{{- $directory := .services.directory }}
{{- $most := ternary $directory.autoscaling.max $directory.replicas $directory.autoscaling.enabled }}
{{- if gt (int $most) (int .kafka.partitions) }}{{ fail (printf "services.directory would have %d pods and the topic %d partitions: the others would have nothing to do" (int $most) (int .kafka.partitions)) }}{{ end }}
{{- end }}
{{- end }}
