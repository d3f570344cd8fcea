#!/bin/sh
# Made from rights.json. Each user needs a password or a certificate of your own making, and the
# cluster an authorizer: authorizer.class.name, allow.everyone.if.no.acl.found=false.
set -eu
: "${BOOTSTRAP:?host:port of a broker}" "${ADMIN:?a file with what kafka-acls.sh proves itself by}"

# scim-gateway: publishes the log, hears of revoked tokens
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-gateway" \
  --operation Read \
  --operation Write \
  --operation DescribeConfigs \
  --topic 'rollcall.provisioning.' \
  --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-gateway" \
  --operation Read \
  --topic 'rollcall.credentials.' \
  --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-gateway" \
  --operation Read \
  --group 'rollcall-listener-' \
  --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-gateway" \
  --operation Read \
  --group 'rollcall-reader-' \
  --resource-pattern-type prefixed

# user-directory, and its rebuild: reads what is published, counts dead letters
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-directory" \
  --operation Read \
  --topic 'rollcall.provisioning.' \
  --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-directory" \
  --operation Describe \
  --topic 'rollcall.dead-letters.' \
  --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-directory" \
  --operation Read \
  --group 'user-directory' \
  --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-directory" \
  --operation Read \
  --group 'rollcall-reader-' \
  --resource-pattern-type prefixed

# token-service, move-credentials and republish-credentials: publishes credentials, and restores an empty Redis from them
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-tokens" \
  --operation Read \
  --operation Write \
  --topic 'rollcall.credentials.' \
  --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-tokens" \
  --operation Read \
  --group 'rollcall-reader-' \
  --resource-pattern-type prefixed

# event-delivery, and its rebuild of a tenant: stores what is published for the feed
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-delivery" \
  --operation Read \
  --topic 'rollcall.provisioning.' \
  --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-delivery" \
  --operation Write \
  --topic 'rollcall.dead-letters.' \
  --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-delivery" \
  --operation Read \
  --group 'event-delivery' \
  --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-delivery" \
  --operation Read \
  --group 'rollcall-reader-' \
  --resource-pattern-type prefixed

# the Job topics, which makes and checks the topics, and drop-topic, which looks who still reads
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-operator" \
  --operation Create \
  --operation Delete \
  --operation Describe \
  --operation DescribeConfigs \
  --topic 'rollcall.' \
  --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-operator" \
  --operation Describe \
  --group '*'

# a service of yours that subscribes: one user for each, with its own name and groups
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-subscriber" \
  --operation Read \
  --topic 'rollcall.provisioning.' \
  --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-subscriber" \
  --operation Write \
  --topic 'rollcall.dead-letters.' \
  --resource-pattern-type prefixed
kafka-acls.sh --bootstrap-server "$BOOTSTRAP" --command-config "$ADMIN" --add \
  --allow-principal "User:rollcall-subscriber" \
  --operation Read \
  --group 'rollcall-subscriber' \
  --resource-pattern-type prefixed
