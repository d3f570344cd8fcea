#!/bin/sh
# Makes the secrets of docker/compose.yml, each in a file of its own; what is there already stays.
# The folder is for its owner alone; the files can be read by the containers' user.
set -eu
folder="$(dirname "$0")/secrets"
mkdir -p "$folder"
chmod 700 "$folder"
chance() { head -c 24 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n'; }
keep() { [ -s "$folder/$1" ] || printf '%s' "$2" >"$folder/$1"; }
keep postgres_password "$(chance)"
password="$(cat "$folder/postgres_password")"
keep log_database_url "postgres://postgres:$password@postgres:5432/rollcall_log"
keep directory_database_url "postgres://postgres:$password@postgres:5432/rollcall_directory"
keep delivery_database_url "postgres://postgres:$password@postgres:5432/rollcall_delivery"
keep operator_keys "$(chance)"
keep token_service_keys "$(chance)"
keep directory_keys "$(chance)"
keep internal_keys "$(chance)"
keep sealing_keys "s1:$(chance)"
keep token_peppers "k1:$(chance)"
keep console_peppers "c1:$(chance)"
# Digests of keys that services of yours ask the directory with: `rollcall client-key` prints them.
[ -e "$folder/client_keys" ] || : >"$folder/client_keys"
# Of a former version: opens what it sealed.
[ -e "$folder/service_keys" ] || : >"$folder/service_keys"
# The sign-in provider's, when there is one: put it there.
[ -e "$folder/oidc_client_secret" ] || : >"$folder/oidc_client_secret"
# The request log's own database, when it has one: put its address there.
[ -e "$folder/request_log_database_url" ] || : >"$folder/request_log_database_url"
chmod 444 "$folder"/*
echo "The operator key is in $folder/operator_keys."
