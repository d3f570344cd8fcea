/** Kubernetes objects as the specs read them: a field is there where its kind has it. */
export type Labels = Record<string, string>;
type Some<T> = [T, ...T[]];

interface Selector {
  matchLabels: Labels;
}

interface Volume {
  name: string;
  secret: { secretName: string; items: { key: string; path: string }[] };
  configMap: { name: string; items: { key: string; path: string }[] };
}

interface Probe {
  httpGet: { port: string };
}

interface Container {
  image: string;
  args: string[];
  ports: { name: string; containerPort: number }[];
  resources: { requests: Labels; limits: Labels };
  env: { name: string; value: string }[];
  envFrom: Some<{ configMapRef: { name: string } }>;
  volumeMounts: { name: string; mountPath: string; readOnly: boolean }[];
  securityContext: object;
  lifecycle: { preStop: { sleep: { seconds: number } } };
  startupProbe: Probe;
  livenessProbe: Probe;
  readinessProbe: Probe;
}

export interface PodSpec {
  initContainers: object[];
  containers: Some<Container>;
  volumes: Volume[];
  securityContext: object;
  automountServiceAccountToken: boolean;
  terminationGracePeriodSeconds: number;
  topologySpreadConstraints: { labelSelector: Selector }[];
}

export interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
  ipBlock?: { cidr: string; except: string[] } | undefined;
}

interface NetworkRule {
  from: Peer[];
  to: Peer[];
  ports: { port: number; protocol: string }[];
}

export interface Metadata {
  name: string;
  labels: Labels;
  annotations: Labels;
}

export interface Rule {
  alert: string;
  expr: string;
  labels: Labels;
  annotations: { runbook: string; runbook_url: string };
}

interface Route {
  http: { paths: { backend: { service: { name: string; port: { name: string } } } }[] };
  backendRefs: { name: string; port: number }[];
}

/** Of a Deployment, a Job, a Service, a policy … */
interface Spec extends PodSpec {
  template: { metadata: Metadata; spec: PodSpec };
  strategy: { rollingUpdate: { maxUnavailable: number } };
  selector: Selector & Labels;
  ports: Some<{ name: string; port: number; targetPort: string }>;
  type: string;
  ttlSecondsAfterFinished: number;
  rules: Route[];
  scaleTargetRef: { name: string };
  minReplicas: number;
  maxReplicas: number;
  metrics: { type: string; pods: { metric: { name: string } } }[];
  endpoints: Some<object>;
  groups: { rules: Rule[] }[];
  podSelector: Selector;
  policyTypes: string[];
  ingress: NetworkRule[];
  egress: NetworkRule[];
}

export interface Manifest {
  kind: string;
  metadata: Metadata;
  data: Labels;
  spec: Spec;
}

export interface Pod {
  owner: Manifest;
  labels: Labels;
  spec: PodSpec;
}
