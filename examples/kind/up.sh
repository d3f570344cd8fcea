#!/usr/bin/env bash
# From an empty machine with docker, kind, kubectl, helm and curl to a base URL. Run it again after a fault: it goes on.
set -euo pipefail
cd "$(dirname "$0")/../.."

CLUSTER=rollcall
STRIMZI=1.2.0
CLOUDNATIVE_PG=1.30.1
VERSION=$(sed -n "s/^appVersion: *['\"]\{0,1\}\([^'\"]*\).*/\1/p" k8s/rollcall/Chart.yaml)
k() { kubectl --context "kind-$CLUSTER" --namespace rollcall "$@"; }
chance() { head -c 24 /dev/urandom | base64 | tr '+/' '-_'; }

echo '== cluster and images'
kind get clusters | grep -qx "$CLUSTER" || kind create cluster --name "$CLUSTER" --wait 5m
for app in scim-gateway user-directory token-service; do
  docker build -f docker/Dockerfile --build-arg APP=$app --build-arg VERSION="$VERSION" \
    -t "localhost/rollcall/$app:$VERSION" .
  kind load docker-image --name "$CLUSTER" "localhost/rollcall/$app:$VERSION"
done

echo '== operators'
k create namespace rollcall --dry-run=client -o yaml | k apply -f -
curl -fsSL "https://github.com/strimzi/strimzi-kafka-operator/releases/download/$STRIMZI/strimzi-cluster-operator-$STRIMZI.yaml" |
  sed 's/namespace: .*/namespace: rollcall/' | k apply --server-side -f -
k apply --server-side -f \
  "https://github.com/cloudnative-pg/cloudnative-pg/releases/download/v$CLOUDNATIVE_PG/cnpg-$CLOUDNATIVE_PG.yaml"
k rollout status deploy/strimzi-cluster-operator --timeout 10m
kubectl --context "kind-$CLUSTER" --namespace cnpg-system rollout status deploy/cnpg-controller-manager --timeout 10m

echo '== engines'
if ! k get secret rollcall >/dev/null 2>&1; then
  log=$(chance) directory=$(chance)
  for role in log directory; do
    k create secret generic "rollcall-$role" --type=kubernetes.io/basic-auth \
      --from-literal=username="rollcall_$role" --from-literal=password="${!role}" \
      --dry-run=client -o yaml | k apply -f -
  done
  k create secret generic rollcall \
    --from-literal=log-database-url="postgres://rollcall_log:$log@postgres-rw:5432/rollcall_log" \
    --from-literal=directory-database-url="postgres://rollcall_directory:$directory@postgres-rw:5432/rollcall_directory" \
    --from-literal=redis-url=redis://redis:6379 \
    --from-literal=operator-keys="you:$(chance)" \
    --from-literal=token-service-keys="$(chance)" \
    --from-literal=directory-keys="$(chance)" \
    --from-literal=internal-keys="$(chance)" \
    --from-literal=sealing-keys="s1:$(chance)" \
    --from-literal=token-peppers="k1:$(chance)" \
    --from-literal=console-peppers="c1:$(chance)"
fi
k apply -f examples/kind/engines.yaml
k wait --for=condition=Ready --timeout 15m kafka/kafka cluster.postgresql.cnpg.io/postgres
k wait --for=jsonpath='{.status.applied}'=true --timeout 5m database.postgresql.cnpg.io/rollcall-directory
k rollout status statefulset/redis --timeout 5m

echo '== Rollcall'
helm upgrade --install rollcall k8s/rollcall --kube-context "kind-$CLUSTER" --namespace rollcall \
  --values examples/kind/values.yaml --wait --timeout 15m
helm test rollcall --kube-context "kind-$CLUSTER" --namespace rollcall

key=$(k get secret rollcall -o jsonpath='{.data.operator-keys}' | base64 -d | sed 's/^[^:]*://')
cat <<END

Rollcall runs. In another terminal:

  kubectl --context kind-$CLUSTER --namespace rollcall port-forward svc/rollcall-gateway 8080:3000

Then a tenant and its token:

  curl http://localhost:8080/admin/v1/tenants -H 'Authorization: Bearer $key' \\
    -H 'Content-Type: application/json' -d '{"id": "acme", "name": "Acme", "profile": "strict"}'
  curl http://localhost:8080/admin/v1/tenants/acme/tokens -H 'Authorization: Bearer $key' \\
    -H 'Content-Type: application/json' -d '{"label": "trial"}'

Base URL: http://localhost:8080/scim/v2
END
